//! BCP 47 language tags, as far as they name the locale of a documentation page.
//!
//! It knows codes, not files: whether a folder named `it` holds Italian pages is for `pages` to judge.

use std::fmt;

/// ISO 639-1, the 183 two-letter codes in force (CLDR 48 names each of them).
const ISO_639_1: &str = "\
aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa \
ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko \
kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa \
pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty \
ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

/// The three-letter languages that CLDR 48.2 has locales for (`cldr-core/availableLocales.json`, `full`, without `und`).
const CLDR_THREE_LETTER: &str = "\
agq ann apc arn asa ast bal bas bem bew bez bgc bgn bho blo blt bqi brx bss bua byn cad cch ccp ceb cgg cho chr cic ckb cop \
csw dav dje doi dsb dua dyo ebu ewo fil frr fur gaa gez gsw guz haw hnj hsb jbo jgo jmc kaa kab kaj kam kcg kde kea kek ken \
kgp khq kkj kln kok kpe ksb ksf ksh kxv lag lij lkt lld lmo lrc ltg luo luy lzz mai mas mdf mer mfe mgh mgo mhn mic mni moh \
mua mus mww myv mzn naq nds nmg nnh nqo nso nus nyn oka osa pap pcm pis pms prg quc raj rhg rif rof rwk sah saq sat sbp scn \
sdh seh ses sgs shi shn sid skr sma smj smn sms ssy suz syr szl teo tig tok tpi trv trw twq tyv tzm vai vec vmw vun wae wal \
wbp xnr xog yav yrl yue zgh";

/// ISO 15924 codes of scripts in present use (CLDR 48.2 `scriptMetadata.json`: recommended or limited use; and those of its locales).
const SCRIPTS: &str = "\
Adlm Arab Armn Bali Bamu Batk Beng Bopo Cakm Cans Cham Cher Cyrl Deva Dsrt Ethi Geor Grek Gujr Guru Hanb Hang Hani Hans Hant \
Hebr Hira Hmnp Java Jpan Kali Kana Khmr Knda Kore Lana Laoo Latn Lepc Limb Lisu Mand Mlym Mong Mtei Mymr Newa Nkoo Olck Orya \
Osge Plrd Rohg Saur Shaw Sinh Sund Sunu Sylo Syrc Tale Talu Taml Tavt Telu Tfng Thaa Thai Tibt Vaii Wcho Yiii";

/// The variants that CLDR 48.2 has locales for.
const VARIANTS: &str = "polyton posix tarask valencia";

/// A language, its usual script, and other scripts with their regions.
type LikelyScripts = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

/// Languages written in more than one script: language, script by default, and the regions that use another one
/// (CLDR 48.2 `likelySubtags.json`).
const LIKELY_SCRIPTS: [LikelyScripts; 7] = [
    ("az", "Latn", &[("Arab", "IQ IR"), ("Cyrl", "RU")]),
    ("bs", "Latn", &[]),
    ("pa", "Guru", &[("Arab", "PK")]),
    ("sr", "Cyrl", &[("Latn", "ME RO TR")]),
    ("uz", "Latn", &[("Arab", "AF"), ("Cyrl", "CN")]),
    ("yue", "Hant", &[("Hans", "CN")]),
    ("zh", "Hans", &[("Hant", "AU BN GB GF HK ID MO PA PF PH SR TH TW US VN")]),
];

/// The region where a language is spoken most, for the languages that have a pack written by hand (CLDR 48.2 `likelySubtags.json`).
const LIKELY_REGIONS: &str = "ar-EG bg-BG ca-ES cs-CZ da-DK de-DE el-GR en-US es-ES et-EE fa-IR fi-FI fr-FR he-IL hi-IN hr-HR hu-HU id-ID \
     it-IT ja-JP ko-KR lt-LT lv-LV ms-MY nb-NO nl-NL nn-NO no-NO pl-PL pt-BR ro-RO ru-RU sk-SK sl-SI sr-RS sv-SE th-TH tr-TR uk-UA vi-VN zh-CN";

/// A locale's BCP 47 tag in canonical form: `de`, `pt-BR`, `zh-Hans-CN`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag(String);

impl Tag {
    /// Reads a tag in any case, its parts joined by `-` or `_`: a language, then at most one script, region and variant.
    ///
    /// None when the language is neither an ISO 639-1 code nor a three-letter code that CLDR has a locale for, or when a part
    /// fits no place. So `js`, `ui` and `docs` are no tags; `io` (Ido) is one.
    pub fn parse(text: &str) -> Option<Tag> {
        let mut parts = text.split(['-', '_']);
        let language = parts.next().filter(|part| is_language(part))?;
        let mut canonical = language.to_ascii_lowercase();
        let mut place = Place::Language;
        for part in parts {
            let (found, written) = subtag(part)?;
            if found <= place {
                return None;
            }
            place = found;
            canonical.push('-');
            canonical.push_str(&written);
        }
        Some(Tag(canonical))
    }

    /// `en`, the locale of references where nothing says otherwise.
    pub fn english() -> Tag {
        Tag("en".to_owned())
    }

    /// The whole tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The language: two or three lower-case letters.
    pub fn language(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }

    /// The script, when the tag says it: `Hans`.
    pub fn script(&self) -> Option<&str> {
        self.subtags().find(|part| part.len() == 4)
    }

    /// The region, when the tag says it: two upper-case letters or three digits.
    pub fn region(&self) -> Option<&str> {
        self.subtags().find(|part| part.len() < 4)
    }

    /// The region that the tag says, or the usual one of its language (`sv` is `SE`, `zh-Hant` is `TW`). None for languages that are not
    /// listed.
    pub fn likely_region(&self) -> Option<&str> {
        let usual = || LIKELY_REGIONS.split_whitespace().find_map(|likely| likely.strip_prefix(self.language())?.strip_prefix('-'));
        let traditional = (self.language() == "zh" && self.script() == Some("Hant")).then_some("TW");
        self.region().or(traditional).or_else(usual)
    }

    /// Whether it is a language alone.
    pub fn is_bare(&self) -> bool {
        !self.0.contains('-')
    }

    /// The script that the tag says, or the usual one for the language and region where a language has several
    /// (`zh-TW` is `Hant`). None for languages that are not listed.
    pub fn likely_script(&self) -> Option<&str> {
        if let Some(script) = self.script() {
            return Some(script);
        }
        let (_, usual, others) = LIKELY_SCRIPTS.iter().find(|(language, ..)| *language == self.language())?;
        let by_region = self.region().and_then(|region| others.iter().find(|(_, regions)| lists(regions, region)));
        Some(by_region.map_or(usual, |(script, _)| script))
    }

    fn subtags(&self) -> impl Iterator<Item = &str> {
        self.0.split('-').skip(1)
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl serde::Serialize for Tag {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// The order of a tag's parts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Language,
    Script,
    Region,
    Variant,
}

fn is_language(part: &str) -> bool {
    let known = match part.len() {
        2 => ISO_639_1,
        3 => CLDR_THREE_LETTER,
        _ => return false,
    };
    // Codes of one length: each takes as many bytes.
    known.as_bytes().chunks(part.len() + 1).any(|code| code[..part.len()].eq_ignore_ascii_case(part.as_bytes()))
}

/// What a part after the language is, in canonical writing.
fn subtag(part: &str) -> Option<(Place, String)> {
    let letters = part.bytes().all(|byte| byte.is_ascii_alphabetic());
    match part.len() {
        2 if letters => Some((Place::Region, part.to_ascii_uppercase())),
        3 if part.bytes().all(|byte| byte.is_ascii_digit()) => Some((Place::Region, part.to_owned())),
        4 if letters => {
            let script = format!("{}{}", part[..1].to_ascii_uppercase(), part[1..].to_ascii_lowercase());
            lists(SCRIPTS, &script).then_some((Place::Script, script))
        }
        5..=8 => {
            let variant = part.to_ascii_lowercase();
            lists(VARIANTS, &variant).then_some((Place::Variant, variant))
        }
        _ => None,
    }
}

fn lists(words: &str, word: &str) -> bool {
    words.split(' ').any(|listed| listed == word)
}
