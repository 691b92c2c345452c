//! What stands below a field.

use super::icon::Mark;
use contract::problem::FieldError;
use leptos::prelude::*;
use ui::words::Words;

/// The fault of one field, tied to it by id. Empty when there is none.
#[component]
pub fn FieldFault(
    /// The id that the field names in `aria-describedby`.
    id: String,
    /// The fault.
    #[prop(into)]
    fault: Signal<Option<FieldError>>,
) -> impl IntoView {
    let w = expect_context::<Words>();
    view! {
        <p class="fault" id=id>
            {move || fault.get().map(|f| view! { <Mark /> {w.fault(&f)} })}
        </p>
    }
}
