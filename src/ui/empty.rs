//! Nothing here: that it is so, and what to do next.

use i18n::Key;
use leptos::prelude::*;
use leptos_router::components::A;
use ui::words::Words;

/// An empty place.
#[component]
pub fn Empty(
    /// What is so.
    say: Key,
    /// Where to go on.
    #[prop(optional)]
    next: Option<(String, Key)>,
) -> impl IntoView {
    let w = expect_context::<Words>();
    view! {
        <div class="empty">
            <span class="road" aria-hidden="true"></span>
            <p>{w.say(say)}</p>
            {next
                .map(|(to, label)| {
                    view! {
                        <p class="acts">
                            <A href=to attr:class="btn quiet">
                                {w.say(label)}
                            </A>
                        </p>
                    }
                })}
        </div>
    }
}
