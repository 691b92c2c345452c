//! The estimate that is being typed, for whoever shows a part of it.

use super::form::slot;
use super::status::field_id;
use crate::desk::Desk;
use crate::send::draft::Slot;
use crate::send::estimate::{EstimateForm, LineForm};
use crate::send::verb::Verb;
use contract::case::Case;
use contract::id::LineId;
use leptos::prelude::*;
use platform::page;
use ui::file::Shown;

/// The estimate that is being typed: the draft, or before the first touch what the case has.
#[derive(Clone, Copy)]
pub struct Editor {
    desk: Desk,
    /// The form.
    pub of: StoredValue<Slot>,
    /// The case.
    pub case: Shown,
    /// The estimate as it is typed.
    pub form: Memo<EstimateForm>,
    fresh: StoredValue<Option<LineId>>,
}

impl Editor {
    /// For the open case.
    pub fn new(desk: Desk, case: Shown) -> Self {
        let of = slot(case, Verb::Estimate);
        let fresh = StoredValue::new(new_line());
        let form = Memo::new(move |_| {
            let draft = desk.outbox.draft(&of.get_value()).estimate;
            draft.unwrap_or_else(|| case.with(|c| begin(desk, c, fresh.get_value())))
        });
        Self {
            desk,
            of,
            case,
            form,
            fresh,
        }
    }

    /// Types.
    pub fn edit(self, edit: impl FnOnce(&mut EstimateForm)) {
        let begun = || {
            self.case
                .with_untracked(|c| begin(self.desk, c, self.fresh.get_value()))
        };
        self.desk.outbox.edit(&self.of.get_value(), |draft| {
            edit(draft.estimate.get_or_insert_with(begun));
        });
    }

    /// Types in a line.
    pub fn line(self, id: &LineId, edit: impl FnOnce(&mut LineForm)) {
        self.edit(|form| {
            if let Some(line) = form.lines.iter_mut().find(|l| l.id == *id) {
                edit(line);
            }
        });
    }

    /// Where a line stands.
    pub fn place(self, id: &LineId) -> usize {
        self.form
            .with(|f| f.lines.iter().position(|l| l.id == *id).unwrap_or_default())
    }

    /// Adds a line, and goes there.
    pub fn add(self) {
        if let Some(id) = new_line() {
            let at = self.form.with_untracked(|f| f.lines.len());
            self.edit(|form| form.lines.push(LineForm::empty(id)));
            page::focus_soon(&field_id(&format!("lines/{at}/title")));
        }
    }
}

fn begin(desk: Desk, case: &Case, fresh: Option<LineId>) -> EstimateForm {
    EstimateForm::of(case, fresh, desk.mark())
}

/// An id that no other line of the case has.
fn new_line() -> Option<LineId> {
    let random = contract::id::CommandId::from_random(platform::random());
    LineId::parse(random.as_str()).ok()
}
