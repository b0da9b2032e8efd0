//! The codes by which addresses, folders and parameters name the language of a locale: tags, ISO 639-2, countries.
//!
//! It knows codes, not where they stand.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Tag;

/// ISO 639-2 codes of the languages that have a two-letter code: terminological first, bibliographic behind it where it is another one.
const ISO_639_2: &str = "\
aa-aar ab-abk ae-ave af-afr ak-aka am-amh an-arg ar-ara as-asm av-ava ay-aym az-aze ba-bak be-bel bg-bul bi-bis bm-bam bn-ben \
bo-bod/tib br-bre bs-bos ca-cat ce-che ch-cha co-cos cr-cre cs-ces/cze cu-chu cv-chv cy-cym/wel da-dan de-deu/ger dv-div dz-dzo \
ee-ewe el-ell/gre en-eng eo-epo es-spa et-est eu-eus/baq fa-fas/per ff-ful fi-fin fj-fij fo-fao fr-fra/fre fy-fry ga-gle gd-gla \
gl-glg gn-grn gu-guj gv-glv ha-hau he-heb hi-hin ho-hmo hr-hrv ht-hat hu-hun hy-hye/arm hz-her ia-ina id-ind ie-ile ig-ibo ii-iii \
ik-ipk io-ido is-isl/ice it-ita iu-iku ja-jpn jv-jav ka-kat/geo kg-kon ki-kik kj-kua kk-kaz kl-kal km-khm kn-kan ko-kor kr-kau \
ks-kas ku-kur kv-kom kw-cor ky-kir la-lat lb-ltz lg-lug li-lim ln-lin lo-lao lt-lit lu-lub lv-lav mg-mlg mh-mah mi-mri/mao \
mk-mkd/mac ml-mal mn-mon mr-mar ms-msa/may mt-mlt my-mya/bur na-nau nb-nob nd-nde ne-nep ng-ndo nl-nld/dut nn-nno no-nor nr-nbl \
nv-nav ny-nya oc-oci oj-oji om-orm or-ori os-oss pa-pan pi-pli pl-pol ps-pus pt-por qu-que rm-roh rn-run ro-ron/rum ru-rus rw-kin \
sa-san sc-srd sd-snd se-sme sg-sag si-sin sk-slk/slo sl-slv sm-smo sn-sna so-som sq-sqi/alb sr-srp ss-ssw st-sot su-sun sv-swe \
sw-swa ta-tam te-tel tg-tgk th-tha ti-tir tk-tuk tl-tgl tn-tsn to-ton tr-tur ts-tso tt-tat tw-twi ty-tah ug-uig uk-ukr ur-urd \
uz-uzb ve-ven vi-vie vo-vol wa-wln wo-wol xh-xho yi-yid yo-yor za-zha zh-zho/chi zu-zul";

/// Codes of languages that are one: old and new, and the macrolanguage of Norwegian.
const SAME: [(&str, &str); 8] =
    [("no", "nb"), ("nb", "no"), ("he", "iw"), ("id", "in"), ("yi", "ji"), ("jv", "jw"), ("tl", "fil"), ("fil", "tl")];

/// Names that Windows has for the scripts of Chinese.
const WINDOWS: [(&str, &str); 2] = [("Hans", "chs"), ("Hant", "cht")];

/// The codes of one locale, in lower case with hyphens. Cheap to clone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Codes(Arc<BTreeSet<String>>);

impl Codes {
    /// All ways in which the locale is named: `pt-BR` is `pt`, `por`, `br`, `pt-br`, `por-br`.
    pub fn of(locale: &Tag) -> Codes {
        let scripts = locale.likely_script().map(str::to_lowercase);
        let region = locale.likely_region().map(str::to_lowercase);
        let mut codes: BTreeSet<String> = region.iter().cloned().collect();
        for language in languages(locale.language()) {
            codes.insert(language.to_owned());
            for part in scripts.iter().chain(&region) {
                codes.insert(format!("{language}-{part}"));
            }
            if let Some((script, region)) = scripts.as_ref().zip(region.as_ref()) {
                codes.insert(format!("{language}-{script}-{region}"));
            }
        }
        codes.insert(locale.as_str().to_lowercase());
        codes.extend(
            WINDOWS
                .iter()
                .filter(|(script, _)| locale.language() == "zh" && locale.likely_script() == Some(script))
                .map(|(_, code)| (*code).to_owned()),
        );
        Codes(Arc::new(codes))
    }

    /// Whether a text is one of them.
    pub fn contains(&self, text: &str) -> bool {
        // The longest is `zho-hans-cn`.
        (2..=12).contains(&text.len()) && self.0.contains(&text.to_ascii_lowercase().replace('_', "-"))
    }
}

/// The codes of a language: its own, its older one, and those of three letters.
fn languages(language: &str) -> Vec<&str> {
    let mut found = vec![language];
    found.extend(SAME.iter().filter(|(one, _)| *one == language).map(|(_, other)| *other));
    let short = found.clone();
    let rows = ISO_639_2.split(' ').filter_map(|row| row.split_once('-')).filter(|(two, _)| short.contains(two));
    found.extend(rows.flat_map(|(_, three)| three.split('/')));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(tag: &str) -> Codes {
        Codes::of(&Tag::parse(tag).expect("a tag"))
    }

    #[test]
    fn a_locale_is_named_in_many_ways() {
        for (tag, named) in [
            ("zh-Hans", "cn"),
            ("zh-Hans", "chi_hans"),
            ("zh-TW", "chi_hant"),
            ("zh-TW", "tw"),
            ("ja", "jp"),
            ("ko-KR", "kr"),
            ("fr", "fre_fr"),
            ("pt-BR", "por_br"),
            ("nl", "dut"),
            ("sv", "se"),
            ("de", "ger"),
        ] {
            assert!(codes(tag).contains(named), "{tag}: {named}");
        }
    }

    #[test]
    fn other_languages_and_words_are_no_code_of_it() {
        for (tag, other) in [("ja", "cn"), ("de", "de-at"), ("pt-PT", "br"), ("it", "entcom"), ("zh-Hans", "chi_hant"), ("fr", "")] {
            assert!(!codes(tag).contains(other), "{tag}: {other}");
        }
    }
}
