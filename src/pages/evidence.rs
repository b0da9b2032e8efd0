//! Whether a layout holds in a tree, and for which locales: `it/` may be Italian or a department, `api-ts.md` TypeScript.
//!
//! The evidence is that pages have counterparts in the reference. Nothing is read.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::walk::File;
use crate::config::Layout;
use crate::locale::Tag;

/// ISO 639-1 codes that are also English words or usual abbreviations of folders and files. They need more evidence than others.
const ALSO_WORDS: &str = "am an as av az be bm br cs cv ee fa ff fo gd gl gn hi ho ia id ie ig ii ik io is it ki la lb lg li lo mi ml mr ms my \
                          na nb nd ne ng no nr om or os pa ps rm rn sa sc sd se sg si sm sn so ss st ta te ti tk tl tn to ts tt tw ve vi vo wa wo";

/// Three-letter codes that are languages in most places where they stand.
const PLAIN_THREE_LETTER: &str = "ast ckb fil haw kab kok yue zgh";

/// Names of files about a repository, not of its documentation. They are written so, in capitals: `support.md` is a page.
const COMMUNITY: &str = "CHANGELOG CODE_OF_CONDUCT CONTRIBUTING CONTRIBUTORS GOVERNANCE HISTORY ISSUE_TEMPLATE LICENCE LICENSE MAINTAINERS NOTICE \
                         PULL_REQUEST_TEMPLATE README Readme readme RELEASES SECURITY SUPPORT ThirdPartyNotices";

/// Names that pages have everywhere, so that equal ones prove little.
const EVERYWHERE: &str = "readme index _index";

/// A file of a layout.
#[derive(Clone, Debug)]
pub(super) struct Member {
    /// Index of the file.
    pub file: usize,
    /// What `{path}` stands for.
    pub path: String,
    /// The ending that the pattern leaves open.
    pub ending: String,
}

/// A translation by its path.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub member: Member,
    pub locale: Tag,
    /// The locale as spelled in the path; empty when the pattern has none.
    pub spelled: String,
    /// Whether the pattern of the reference matches too.
    also_reference: Option<Member>,
}

/// The files of a layout, sorted out.
#[derive(Debug, Default)]
pub(super) struct Verdict {
    pub references: Vec<Member>,
    pub translations: Vec<Candidate>,
}

/// What of the tree is open to a layout.
pub(super) struct Open<'a> {
    pub files: &'a [File],
    /// By file: whether an earlier layout took it as a translation.
    pub is_translation: &'a [bool],
    /// By file: whether an earlier layout took it as a reference.
    pub is_reference: &'a [bool],
    /// Locales that are to be believed.
    pub believed: &'a [Tag],
}

/// Sorts out which files are reference and which are translations. No translations means that the layout does not hold.
pub(super) fn judge(layout: &Layout, reference_locale: &Tag, open: &Open<'_>) -> Verdict {
    let (mut references, candidates) = sort_out(layout, reference_locale, open);
    let known: HashSet<String> = references.iter().map(|member| member.path.clone()).collect();
    let accepted = if layout.translation.locale_in_file_name() {
        accepted_files(layout, &candidates, &known, open.believed)
    } else {
        accepted_folders(layout, &candidates, &known, open.believed)
    };
    let mut translations = Vec::new();
    for (candidate, accepted) in candidates.into_iter().zip(accepted) {
        match candidate.also_reference {
            _ if accepted => translations.push(candidate),
            Some(member) => references.push(member),
            None => {}
        }
    }
    Verdict { references, translations }
}

/// Whether a code is also a word, and so names a locale only with good evidence.
fn is_doubtful(tag: &Tag) -> bool {
    let plain = if tag.language().len() == 3 { lists(PLAIN_THREE_LETTER, tag.language()) } else { !lists(ALSO_WORDS, tag.language()) };
    tag.is_bare() && !plain
}

/// Whether it is a file about the repository, by its name without ending.
fn is_community(name: &str) -> bool {
    lists(COMMUNITY, name)
}

/// Whether the name alone proves little. `guide/index` says more than `index`.
fn is_everywhere(path: &str) -> bool {
    lists(EVERYWHERE, &path.to_ascii_lowercase()) || is_community(path)
}

fn lists(words: &str, word: &str) -> bool {
    words.split_whitespace().any(|listed| listed == word)
}

fn sort_out(layout: &Layout, reference_locale: &Tag, open: &Open<'_>) -> (Vec<Member>, Vec<Candidate>) {
    let reference_says_more = layout.reference.literal_len() >= layout.translation.literal_len();
    let (mut references, mut candidates) = (Vec::new(), Vec::new());
    for at in (0..open.files.len()).filter(|&at| !open.is_translation[at]) {
        let reference = reference_member(layout, at, &open.files[at].relative);
        let candidate = match &reference {
            Some(_) if reference_says_more => None,
            _ if open.is_reference[at] => None,
            _ => candidate(layout, at, &open.files[at].relative).filter(|found| found.locale != *reference_locale),
        };
        match candidate {
            Some(candidate) => candidates.push(Candidate { also_reference: reference, ..candidate }),
            None => references.extend(reference),
        }
    }
    (references, candidates)
}

fn reference_member(layout: &Layout, file: usize, relative: &str) -> Option<Member> {
    let found = layout.reference.matches(relative)?;
    let member = Member { file, path: found.path.to_owned(), ending: found.ending.to_owned() };
    is_documentation(layout, &member).then_some(member)
}

fn candidate(layout: &Layout, file: usize, relative: &str) -> Option<Candidate> {
    let found = layout.translation.matches(relative)?;
    let locale = found.locale.map_or_else(|| layout.locale.clone(), Tag::parse)?;
    let member = Member { file, path: found.path.to_owned(), ending: found.ending.to_owned() };
    let spelled = found.locale.unwrap_or_default().to_owned();
    is_documentation(layout, &member).then_some(Candidate { member, locale, spelled, also_reference: None })
}

/// In a repository of its own, each locale has its own README and licence, which translate nothing.
fn is_documentation(layout: &Layout, member: &Member) -> bool {
    !layout.translation.locale_in_folder_name() || !is_community(&member.path)
}

/// How well the pages of one locale fit the reference.
#[derive(Default)]
struct Fit {
    pages: usize,
    matched: usize,
    /// Matched pages whose names are not found everywhere.
    telling: usize,
}

impl Fit {
    fn is_mostly_matched(&self) -> bool {
        self.matched > 0 && self.matched * 2 >= self.pages
    }
}

fn accepted_folders(layout: &Layout, candidates: &[Candidate], known: &HashSet<String>, believed: &[Tag]) -> Vec<bool> {
    let mut fits: BTreeMap<&Tag, Fit> = BTreeMap::new();
    for candidate in candidates {
        let fit = fits.entry(&candidate.locale).or_default();
        let matched = known.contains(&candidate.member.path);
        fit.pages += 1;
        fit.matched += usize::from(matched);
        fit.telling += usize::from(matched && !is_everywhere(&candidate.member.path));
    }
    let beside_reference = candidates.iter().any(|candidate| candidate.also_reference.is_some());
    let mut accepted = if beside_reference && layout.translation.has_locale() { fitting_beside_reference(&fits) } else { fitting(&fits) };
    accepted.extend(believed.iter().filter(|tag| fits.contains_key(tag)));
    candidates.iter().map(|candidate| accepted.contains(&candidate.locale)).collect()
}

/// Locale folders apart from the reference: one counterpart is enough, unless the name is a word too.
fn fitting<'a>(fits: &BTreeMap<&'a Tag, Fit>) -> BTreeSet<&'a Tag> {
    let fitting = fits.iter().filter(|(tag, fit)| fit.matched > 0 && (!is_doubtful(tag) || fit.telling > 0 || fit.is_mostly_matched()));
    fitting.map(|(tag, _)| *tag).collect()
}

/// Locale folders among the reference's own: most pages need a counterpart, and one with a telling name, or a second such folder.
fn fitting_beside_reference<'a>(fits: &BTreeMap<&'a Tag, Fit>) -> BTreeSet<&'a Tag> {
    let matched: Vec<(&Tag, &Fit)> = fits.iter().filter(|(_, fit)| fit.is_mostly_matched()).map(|(tag, fit)| (*tag, fit)).collect();
    let plain = matched.iter().filter(|(tag, _)| !is_doubtful(tag));
    let certain = plain.clone().any(|(tag, fit)| fit.telling > 0 || !tag.is_bare()) || plain.count() > 1;
    let accepted = matched.iter().filter(|(tag, fit)| if is_doubtful(tag) { fit.telling > usize::from(!certain) } else { certain });
    accepted.map(|(tag, _)| *tag).collect()
}

/// `page.de.md` needs its `page.md`; a doubtful code needs a plain one for the same page, unless the page is a README.
fn accepted_files(layout: &Layout, candidates: &[Candidate], known: &HashSet<String>, believed: &[Tag]) -> Vec<bool> {
    let matched = |candidate: &&Candidate| known.contains(&candidate.member.path);
    let plain: HashSet<&str> =
        candidates.iter().filter(matched).filter(|found| !is_doubtful(&found.locale)).map(|found| found.member.path.as_str()).collect();
    let is_clear = |found: &Candidate| {
        let path = found.member.path.as_str();
        let file_name = path.rsplit('/').next().unwrap_or(path);
        !is_doubtful(&found.locale) || believed.contains(&found.locale) || is_everywhere(file_name) || plain.contains(path)
    };
    let clear: Vec<&Candidate> = candidates.iter().filter(matched).filter(|found| is_clear(found)).collect();
    let places: HashSet<(&str, &Tag)> = clear.iter().map(|found| (place(layout, &found.member.path), &found.locale)).collect();
    let orphans_are_sure = layout.translation.before_locale() == Some('.');
    let accept = |found: &Candidate| {
        if matched(&found) {
            return is_clear(found);
        }
        orphans_are_sure && !is_doubtful(&found.locale) && places.contains(&(place(layout, &found.member.path), &found.locale))
    };
    candidates.iter().map(accept).collect()
}

/// Where a layout of file names is looked at as one: the folder, or the whole layout when all its pages are meant for translation.
pub(super) fn place<'p>(layout: &Layout, path: &'p str) -> &'p str {
    if layout.partial { split_folder(path).0 } else { "" }
}

/// The reference pages of a verdict by path, those that count.
///
/// Where references stand among other files, untranslated files about the repository do not. In a partial layout, an untranslated
/// page counts only when another page of its folder is translated, a README aside.
pub(super) fn counted(layout: &Layout, verdict: &Verdict) -> HashMap<String, Vec<Member>> {
    let translated: HashSet<&str> = verdict.translations.iter().map(|found| found.member.path.as_str()).collect();
    let folders: HashSet<&str> =
        translated.iter().map(|path| split_folder(path)).filter(|(_, name)| !is_everywhere(name)).map(|(folder, _)| folder).collect();
    let among_others = layout.reference.literal_len() < layout.translation.literal_len();
    let counts = |member: &Member| {
        let (folder, name) = split_folder(&member.path);
        let is_meant = !layout.partial || (!folder.is_empty() && folders.contains(folder));
        translated.contains(member.path.as_str()) || (is_meant && !(among_others && is_community(name)))
    };
    let mut by_path: HashMap<String, Vec<Member>> = HashMap::new();
    for member in verdict.references.iter().filter(|member| counts(member)) {
        by_path.entry(member.path.clone()).or_default().push(member.clone());
    }
    by_path
}

fn split_folder(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}
