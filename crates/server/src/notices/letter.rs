//! What is written to people, in their language: what has happened and where to look, never anybody's words or sums.

use super::invitation::Invitation;
use contract::notice::Notice;
use i18n::{Catalog, Key, Lang, PACKED, k};
use std::sync::LazyLock;

static TEXTS: LazyLock<Vec<Catalog>> = LazyLock::new(|| {
    let parse = |(_, json): &(&str, &str)| Catalog::parse(json).unwrap_or_default();
    PACKED.iter().map(parse).collect()
});

/// The texts of a language.
pub fn texts(lang: Lang) -> &'static Catalog {
    static NONE: LazyLock<Catalog> = LazyLock::new(Catalog::default);
    TEXTS.get(lang as usize).unwrap_or(&NONE)
}

fn key(notice: Notice) -> Key {
    match notice {
        Notice::Taken => k::TOLD_TAKEN,
        Notice::Visit => k::TOLD_VISIT,
        Notice::Moved => k::TOLD_MOVED,
        Notice::Diagnosed => k::TOLD_DIAGNOSED,
        Notice::Decide => k::TOLD_DECIDE,
        Notice::Message => k::TOLD_MESSAGE,
        Notice::Missed => k::TOLD_MISSED,
        Notice::Dispute => k::TOLD_DISPUTE,
        Notice::Contact => k::TOLD_CONTACT,
        Notice::Money => k::TOLD_MONEY,
        Notice::Ready => k::TOLD_READY,
        Notice::Closed => k::TOLD_CLOSED,
    }
}

/// What has happened, in one line: the last of it, and how much more.
pub fn news(lang: Lang, notice: Notice, things: u32) -> String {
    let texts = texts(lang);
    let last = texts.get(key(notice));
    match things {
        0 | 1 => last.to_owned(),
        n => texts.format(k::TOLD_SEVERAL, &[("n", &n.to_string()), ("last", last)]),
    }
}

/// A mail before it is put into an envelope.
pub struct Letter {
    /// Its language.
    pub lang: Lang,
    /// Its subject.
    pub subject: String,
    /// Paragraphs, the greeting first.
    pub lines: Vec<String>,
    /// A code, to be typed.
    pub code: Option<String>,
    /// What is under the button, and where it leads.
    pub open: Option<(String, String)>,
    /// Why it is sent, and where that is changed.
    pub why: Option<(String, String)>,
    /// What goes into a calendar.
    pub invitation: Option<Invitation>,
}

impl Letter {
    /// For those who read plain text.
    pub fn plain(&self) -> String {
        let mut text = self.lines.join("\n\n");
        for more in [self.code.clone()].into_iter().flatten() {
            text.push_str(&format!("\n\n{more}"));
        }
        if let Some((label, url)) = &self.open {
            text.push_str(&format!("\n\n{label}: {url}"));
        }
        if let Some((why, url)) = &self.why {
            text.push_str(&format!("\n\n-- \n{why}\n{url}"));
        }
        text.push('\n');
        text
    }

    /// For all others: one column, the system's letters, dark where the reader is. No picture, nothing that tells on
    /// the reader.
    pub fn html(&self) -> String {
        let lang = self.lang.code();
        let lines: String = self
            .lines
            .iter()
            .map(|line| format!("<p>{}</p>", escaped(line)))
            .collect();
        let code = self.code.as_ref().map_or(String::new(), |code| {
            format!("<p class=\"code\">{}</p>", escaped(code))
        });
        let open = self.open.as_ref().map_or(String::new(), |(label, url)| {
            let (label, url) = (escaped(label), escaped(url));
            format!("<p><a class=\"open\" href=\"{url}\">{label}</a></p>")
        });
        let why = self.why.as_ref().map_or(String::new(), |(why, url)| {
            let (why, url) = (escaped(why), escaped(url));
            format!("<p class=\"why\">{why} <a href=\"{url}\">{url}</a></p>")
        });
        format!(
            "<!doctype html><html lang=\"{lang}\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width\"><meta name=\"color-scheme\" content=\"light dark\">\
             <style>{STYLE}</style></head><body><div class=\"sheet\">{lines}{code}{open}{why}</div></body></html>\n"
        )
    }
}

const STYLE: &str = "body{margin:0;padding:24px 16px;font:17px/1.5 system-ui,sans-serif}\
.sheet{max-width:34em;margin:0 auto}p{margin:0 0 16px}\
.code{font-size:32px;font-weight:600;letter-spacing:.15em;font-variant-numeric:tabular-nums}\
.open{display:inline-block;padding:13px 22px;border-radius:26px;background:#17191c;color:#fff;text-decoration:none;\
font-weight:600}.why{margin-top:32px;font-size:14px;opacity:.75}.why a{color:inherit}\
@media (prefers-color-scheme:dark){.open{background:#f2f2f0;color:#17191c}}";

/// A text as HTML has it.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_notice_has_its_line_in_every_language() {
        for lang in Lang::ALL {
            let lines: Vec<String> = Notice::ALL.iter().map(|n| news(lang, *n, 1)).collect();
            assert!(lines.iter().all(|l| !l.is_empty() && !l.contains('{')));
            let mut once = lines.clone();
            once.sort();
            once.dedup();
            assert_eq!(once.len(), lines.len(), "{lang:?}");
        }
        assert_eq!(
            news(Lang::De, Notice::Message, 3),
            "3 Dinge sind neu. Zuletzt: Sie haben eine Nachricht."
        );
    }

    #[test]
    fn a_name_is_no_markup() {
        let letter = Letter {
            lang: Lang::En,
            subject: String::new(),
            lines: vec!["Hello <img src=x>\"&'".into()],
            code: None,
            open: None,
            why: None,
            invitation: None,
        };
        assert!(
            letter
                .html()
                .contains("<p>Hello &lt;img src=x&gt;&quot;&amp;&#39;</p>")
        );
        assert_eq!(letter.plain(), "Hello <img src=x>\"&'\n");
    }
}
