//! What the rules for sections say of the usual changes of an outline, each in four languages: one without spaces, one from right to left.

use std::fmt::Write as _;

use crate::properties::compare;

/// A page's words: its title, and six sections with their headings and texts. `{}` is a figure.
struct Words {
    locale: &'static str,
    title: &'static str,
    sections: [(&'static str, &'static str); 6],
    /// Entries of a glossary in the order of the English page: Access, Backup, Cluster, Domain, Export, Firewall.
    entries: [&'static str; 6],
    options: &'static str,
    added: &'static str,
    fixed: &'static str,
    new: (&'static str, &'static str),
}

const ENGLISH: Words = Words {
    locale: "en",
    title: "Guide",
    sections: [
        ("Install", "Run the setup and wait for {} minutes. It tells you when it is done."),
        ("Save your data", "A copy is made once a day. It is kept in `/var/backup` until the disk is full."),
        ("Update", "Update with `fjord update`. The server starts {} times."),
        ("Open the network", "Nothing gets in until you say so. See [ports](/docs/ports)."),
        ("Pay", "You pay at the end of the month, by card only."),
        ("Remove", "Remove all of it. Nobody can bring it back."),
    ],
    entries: ["Access", "Backup", "Cluster", "Domain", "Export", "Firewall"],
    options: "Options",
    added: "Added",
    fixed: "Fixed",
    new: ("For our guests", "Guests of the fair write to us, and get an answer on the same day."),
};

const TRANSLATIONS: [Words; 4] = [
    Words {
        locale: "de",
        title: "Anleitung",
        sections: [
            ("Installieren", "Starten Sie das Setup und warten Sie {} Minuten. Es meldet, wenn es fertig ist."),
            ("Daten sichern", "Einmal am Tag entsteht eine Kopie. Sie liegt in `/var/backup`, bis die Platte voll ist."),
            ("Aktualisieren", "Aktualisieren Sie mit `fjord update`. Der Server startet {} Mal."),
            ("Das Netz öffnen", "Nichts kommt herein, bis Sie es erlauben. Siehe [Ports](/docs/ports)."),
            ("Bezahlen", "Sie zahlen am Ende des Monats, nur mit Karte."),
            ("Entfernen", "Entfernen Sie alles. Niemand kann es zurückholen."),
        ],
        entries: ["Zugang", "Sicherung", "Verbund", "Domäne", "Export", "Brandmauer"],
        options: "Optionen",
        added: "Hinzugefügt",
        fixed: "Behoben",
        new: ("Für unsere Gäste", "Gäste der Messe schreiben uns und bekommen noch am selben Tag eine Antwort."),
    },
    Words {
        locale: "ja",
        title: "ガイド",
        sections: [
            ("インストール", "セットアップを実行し、{} 分間待ちます。完了すると通知されます。"),
            ("データの保存", "コピーは毎日作成されます。ディスクがいっぱいになるまで `/var/backup` に保管されます。"),
            ("更新", "`fjord update` で更新します。サーバーは {} 回起動します。"),
            ("ネットワークを開く", "許可するまで何も入れません。[ポート](/docs/ports)を参照してください。"),
            ("支払い", "月末にカードでのみお支払いいただきます。"),
            ("削除", "すべて削除します。誰も元に戻せません。"),
        ],
        entries: ["わりあて", "ばっくあっぷ", "くらすた", "どめいん", "えくすぽーと", "かべ"],
        options: "オプション",
        added: "追加",
        fixed: "修正",
        new: ("お客様へ", "見本市のお客様は当社にご連絡ください。その日のうちにご返信します。"),
    },
    Words {
        locale: "ar",
        title: "دليل",
        sections: [
            ("التثبيت", "شغّل برنامج الإعداد وانتظر {} دقيقة. سيخبرك عند الانتهاء."),
            ("حفظ بياناتك", "تُنشأ نسخة كل يوم. وتبقى في `/var/backup` حتى يمتلئ القرص."),
            ("التحديث", "حدّث باستخدام `fjord update`. يبدأ الخادم {} مرات."),
            ("فتح الشبكة", "لا يدخل شيء حتى تسمح بذلك. انظر [المنافذ](/docs/ports)."),
            ("الدفع", "تدفع في نهاية الشهر، بالبطاقة فقط."),
            ("الإزالة", "أزل كل شيء. لا أحد يستطيع إعادته."),
        ],
        entries: ["وصول", "نسخة", "عنقود", "نطاق", "تصدير", "جدار"],
        options: "خيارات",
        added: "أضيف",
        fixed: "أصلح",
        new: ("إلى ضيوفنا", "يكتب إلينا ضيوف المعرض، ويحصلون على رد في اليوم نفسه."),
    },
    Words {
        locale: "ru",
        title: "Руководство",
        sections: [
            ("Установка", "Запустите программу установки и подождите {} минут. Она сообщит, когда закончит."),
            ("Сохранение данных", "Копия создаётся раз в день. Она хранится в `/var/backup`, пока диск не заполнится."),
            ("Обновление", "Обновите с помощью `fjord update`. Сервер запустится {} раз."),
            ("Открытие сети", "Ничего не пройдёт, пока вы не разрешите. См. [порты](/docs/ports)."),
            ("Оплата", "Вы платите в конце месяца, только картой."),
            ("Удаление", "Удалите всё. Никто не сможет это вернуть."),
        ],
        entries: ["Доступ", "Копия", "Узел", "Имя", "Экспорт", "Брандмауэр"],
        options: "Параметры",
        added: "Добавлено",
        fixed: "Исправлено",
        new: ("Нашим гостям", "Гости выставки пишут нам и получают ответ в тот же день."),
    },
];

/// Heading and text of a section.
type Part = (String, String);

impl Words {
    fn parts(&self) -> Vec<Part> {
        self.parts_with(5)
    }

    fn parts_with(&self, figure: u32) -> Vec<Part> {
        self.sections.iter().map(|(heading, text)| (format!("## {heading}"), text.replace("{}", &figure.to_string()))).collect()
    }

    fn page(&self, parts: &[Part]) -> String {
        format!("# {}\n\n{}", self.title, written(parts))
    }

    fn usual(&self) -> String {
        self.page(&self.parts())
    }

    fn heading(&self, at: usize) -> &'static str {
        self.sections[at].0
    }
}

fn written(parts: &[Part]) -> String {
    parts.iter().fold(String::new(), |mut page, (heading, text)| {
        let _ = write!(page, "{heading}\n\n{text}\n\n");
        page
    })
}

const RULES: [&str; 6] = ["missing-section", "extra-section", "renamed-section", "section-order", "heading-level", "missing-anchor"];

/// What the rules for sections say: the rule, and the heading of the translation, or else of the reference, that it speaks of.
fn said(reference: &str, translation: &str, locale: &str) -> Vec<String> {
    let findings = compare(reference, "en", translation, locale).into_iter().filter(|finding| RULES.contains(&finding.rule.as_str()));
    let shown = |finding: &driftlint::findings::Finding| {
        let stated = finding.found.first().or(finding.expected.first());
        format!("{}: {}", finding.rule.as_str(), stated.map(ToString::to_string).unwrap_or_default())
    };
    findings.filter(|finding| finding.confidence.is_likely()).map(|finding| shown(&finding)).collect()
}

/// Checks what is said in each language. `pages` gives the reference and the translation, and what must be said.
#[track_caller]
fn each(pages: impl Fn(&Words) -> (String, String, Vec<String>)) {
    for words in &TRANSLATIONS {
        let (reference, translation, expected) = pages(words);
        assert_eq!(said(&reference, &translation, words.locale), expected, "{}:\n{reference}\n----\n{translation}", words.locale);
    }
}

#[test]
fn other_figures_links_and_code_lose_no_section() {
    each(|words| (ENGLISH.usual(), words.usual(), vec![]));
    each(|words| {
        let drifted = written(&words.parts_with(7)).replace("/docs/ports", "/docs/doors").replace("fjord update", "fjord renew");
        (ENGLISH.usual(), format!("# {}\n\n{drifted}", words.title), vec![])
    });
}

#[test]
fn repeated_headings_are_told_apart_by_what_is_around_them() {
    let page = |words: &Words, middle: &str| {
        let section = |at: usize, options: &str| {
            let name = ["translate", "check", "move"][at];
            format!("## {name}\n\n{}\n\n### {options}\n\n- `--{name}`\n\n", words.sections[at].1)
        };
        format!("# {}\n\n{}{}{}", words.title, section(0, words.options), section(1, middle), section(2, words.options))
    };
    each(|words| (page(&ENGLISH, "Options"), page(words, "Options"), vec![]));
    each(|words| (page(&ENGLISH, "Options"), page(words, words.options), vec![]));
}

#[test]
fn changelogs_keep_what_belongs_to_a_version() {
    let page = |words: &Words, versions: [&str; 3]| {
        let texts = words.parts();
        let change = |at: usize| format!("- {}\n\n", texts[at].1);
        let [first, second, third] = versions;
        format!(
            "# {}\n\n## {first}\n\n### {2}\n\n{4}### {3}\n\n{5}## {second}\n\n### {2}\n\n{6}## {1}\n\n### {3}\n\n{7}",
            words.title,
            third,
            words.added,
            words.fixed,
            change(0),
            change(1),
            change(2),
            change(3),
        )
    };
    each(|words| (page(&ENGLISH, ["2.1.0", "2.0.0", "1.9.0"]), page(words, ["2.1.0", "2.0.0", "1.9.0"]), vec![]));
    let dates = ["2026-03-02", "2026-01-15", "2025-11-20"];
    each(|words| (page(&ENGLISH, dates), page(words, dates), vec![]));
    each(|words| (page(&ENGLISH, dates), page(words, ["2026-03-02", "2026-01-16", "2025-11-20"]), vec![]));
}

#[test]
fn headings_without_words_are_there() {
    let with = |words: &Words, headings: [&str; 3]| {
        let parts: Vec<Part> =
            words.parts().into_iter().zip(headings).map(|((_, text), heading)| (format!("## {heading}"), text)).collect();
        words.page(&parts)
    };
    let shortcodes = ["{{% heading \"prerequisites\" %}}", "{{% heading \"steps\" %}}", "{{% heading \"whatsnext\" %}}"];
    each(|words| (with(&ENGLISH, shortcodes), with(words, shortcodes), vec![]));
    let images = ["![](a.png)", "<img src=\"b.png\" alt=\"\">", "![](c.png)"];
    each(|words| (with(&ENGLISH, images), with(words, images), vec![]));
    let left = ["Install", "Save your data", "Update"];
    each(|words| (with(&ENGLISH, left), with(words, left), vec![]));
}

#[test]
fn a_heading_above_the_first_text_is_one_more() {
    each(|words| {
        let reference = format!("{}\n\n{}", ENGLISH.sections[5].1, written(&ENGLISH.parts()[..4]));
        let translation = format!("## {}\n\n{}\n\n{}", words.title, words.sections[5].1, written(&words.parts()[..4]));
        (reference, translation, vec![format!("extra-section: {}", words.title)])
    });
}

#[test]
fn levels_are_told_where_they_differ_from_the_rest() {
    let deeper =
        |page: &str| page.lines().map(|line| if line.starts_with('#') { format!("#{line}\n") } else { format!("{line}\n") }).collect();
    each(|words| (ENGLISH.usual(), deeper(&words.usual()), vec![]));
    each(|words| {
        let mut parts = words.parts();
        parts[2].0.insert(0, '#');
        (ENGLISH.usual(), words.page(&parts), vec!["heading-level: level 3".to_owned()])
    });
}

#[test]
fn sections_that_are_emptied_are_there() {
    each(|words| {
        let mut parts = words.parts();
        parts[2].1.clear();
        (ENGLISH.usual(), words.page(&parts), vec![])
    });
}

#[test]
fn exchanged_sections_are_one_finding() {
    each(|words| {
        let mut parts = words.parts();
        parts.swap(1, 2);
        (ENGLISH.usual(), words.page(&parts), vec![format!("section-order: {}", words.heading(2))])
    });
}

#[test]
fn sections_that_are_added_lost_or_doubled_are_one_finding() {
    each(|words| {
        let mut parts = words.parts();
        parts.insert(3, (format!("## {}", words.new.0), words.new.1.to_owned()));
        (ENGLISH.usual(), words.page(&parts), vec![format!("extra-section: {}", words.new.0)])
    });
    each(|words| {
        let mut parts = words.parts();
        parts.remove(3);
        (ENGLISH.usual(), words.page(&parts), vec![format!("missing-section: {}", ENGLISH.heading(3))])
    });
    each(|words| {
        let mut parts = words.parts();
        parts.insert(2, (parts[2].0.clone(), String::new()));
        (ENGLISH.usual(), words.page(&parts), vec![format!("extra-section: {}", words.heading(2))])
    });
}

#[test]
fn a_heading_without_its_blank_is_one_finding() {
    each(|words| {
        let mut parts = words.parts();
        parts[3].0 = parts[3].0.replace("## ", "##");
        (ENGLISH.usual(), words.page(&parts), vec![format!("missing-section: {}", ENGLISH.heading(3))])
    });
}

#[test]
fn an_anchor_renamed_in_place_is_told_by_its_name() {
    let anchored = |words: &Words, names: [&str; 6]| {
        let parts = words.parts().into_iter().zip(names).map(|((heading, text), name)| (format!("{heading} {{#{name}}}"), text));
        words.page(&parts.collect::<Vec<Part>>())
    };
    let names = ["install", "save", "update", "open", "pay", "remove"];
    each(|words| (anchored(&ENGLISH, names), anchored(words, names), vec![]));
    each(|words| {
        let renamed = ["install", "save", "renew", "open", "pay", "remove"];
        (anchored(&ENGLISH, names), anchored(words, renamed), vec![format!("renamed-section: {}", words.heading(2))])
    });
}

/// What the entries of the glossary mean, in the order of the English page: they hold what translations keep, or nothing of that kind.
#[test]
fn glossaries_are_sorted_by_their_own_alphabets() {
    let page = |words: &Words, is_sorted: bool| {
        let texts = words.parts();
        let mut parts: Vec<Part> =
            words.entries.iter().zip(&texts).map(|(entry, (_, text))| (format!("## {entry}"), text.clone())).collect();
        if is_sorted {
            parts.sort();
        }
        words.page(&parts)
    };
    each(|words| (page(&ENGLISH, true), page(words, true), vec![]));
    each(|words| (page(&ENGLISH, true), page(words, false), vec![]));
}
