//! Every URL of the desk, typed: which list is on the left, which case or page beside it.

use contract::attachment::FileDigest;
use contract::id::CaseId;

/// A photo or a video of a case, from the server.
pub fn attachment(case: &CaseId, digest: &FileDigest) -> String {
    format!("/api/desk/cases/{case}/attachments/{digest}")
}

/// Which list the inbox shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tab {
    /// Cases somebody waits for.
    #[default]
    Open,
    /// What was closed.
    Closed,
    /// Open cases with an open dispute.
    Disputes,
    /// What is booked at a centre; a page of its own beside the open cases.
    Calendar,
    /// What is decided beside cases; likewise.
    Settings,
    /// What owners answered, with names; a page of its own beside the open cases.
    Answers,
    /// What owners answered, in groups; likewise.
    Figures,
}

impl Tab {
    /// Its part of the path.
    fn name(self) -> &'static str {
        match self {
            Self::Open => "cases",
            Self::Closed => "closed",
            Self::Disputes => "disputes",
            Self::Calendar => "calendar",
            Self::Settings => "settings",
            Self::Answers => "answers",
            Self::Figures => "figures",
        }
    }

    /// Whether it is a page where no case is open.
    pub fn is_page(self) -> bool {
        !matches!(self, Self::Open | Self::Closed | Self::Disputes)
    }
}

/// Where one is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// The list.
    pub tab: Tab,
    /// The case beside it.
    pub case: Option<CaseId>,
}

impl Place {
    /// The list alone.
    pub fn list(tab: Tab) -> Self {
        Self { tab, case: None }
    }

    /// A case beside a list.
    pub fn case(tab: Tab, case: CaseId) -> Self {
        Self {
            tab,
            case: Some(case),
        }
    }

    /// The path, from the server's root.
    pub fn href(&self) -> String {
        match (&self.case, self.tab) {
            (Some(case), tab) => format!("/desk/{}/{case}", tab.name()),
            (None, Tab::Open) => "/desk/".to_owned(),
            (None, tab) => format!("/desk/{}", tab.name()),
        }
    }

    /// Reads a path; what is not one of ours is the inbox.
    pub fn parse(path: &str) -> Self {
        let rest = path.strip_prefix("/desk").unwrap_or(path);
        let mut parts = rest.split('/').filter(|p| !p.is_empty());
        let tab = match parts.next() {
            Some("closed") => Tab::Closed,
            Some("disputes") => Tab::Disputes,
            Some("calendar") => Tab::Calendar,
            Some("settings") => Tab::Settings,
            Some("answers") => Tab::Answers,
            Some("figures") => Tab::Figures,
            _ => Tab::Open,
        };
        let case = parts.next().and_then(|id| CaseId::parse(id).ok());
        Self { tab, case }
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn a_path_reads_back_as_written_and_a_strange_one_is_the_inbox() {
        let id = CaseId::parse("k7pm4x2qzz").expect("an id");
        for place in [
            Place::list(Tab::Open),
            Place::list(Tab::Closed),
            Place::list(Tab::Answers),
            Place::list(Tab::Figures),
            Place::list(Tab::Disputes),
            Place::list(Tab::Calendar),
            Place::list(Tab::Settings),
            Place::case(Tab::Calendar, id.clone()),
            Place::case(Tab::Disputes, id.clone()),
            Place::case(Tab::Answers, id.clone()),
            Place::case(Tab::Open, id.clone()),
            Place::case(Tab::Closed, id),
        ] {
            assert_eq!(Place::parse(&place.href()), place);
        }
        for strange in ["/desk", "/desk/nothing", "/desk/cases/a%20b", "/", ""] {
            assert_eq!(Place::parse(strange), Place::default(), "{strange}");
        }
    }
}
