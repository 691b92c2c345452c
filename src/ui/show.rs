//! `Show` and `For` as Leptos has them, each of one type: its own are compiled anew at every place
//! that uses them, and a browser loads 1 KB for each `Show` and 6 KB for each `For`.
//!
//! For the same reason a closure stands in a view as it is written, `{move || why()}`, not by its name,
//! `{why}`: the macro takes the type from the first, and compiles the second anew.

use leptos::prelude::{
    AnyView, ChildrenFn, For as Keyed, Get, IntoAny, IntoView, Memo, Signal, ViewFn,
};
use leptos::{component, view};

/// The children while `when` is so, else the fallback. They stay as they are while it stays so.
#[component]
pub fn Show(
    /// Whether they are shown.
    #[prop(into)]
    when: Signal<bool>,
    /// What stands there otherwise.
    #[prop(optional, into)]
    fallback: ViewFn,
    /// What is shown.
    children: ChildrenFn,
) -> impl IntoView {
    let when = Memo::new(move |_| when.get());
    view! { {move || if when.get() { children() } else { fallback.run() }} }
}

/// A row of a list: what tells it from the others, and how it is made when it is new.
struct Row {
    key: String,
    view: Box<dyn FnOnce() -> AnyView + Send>,
}

/// A row for each item. One whose key was there before is left as it is.
#[component]
pub fn For<T, V, E, K, R>(
    /// The items.
    each: E,
    /// What makes an item another one.
    key: K,
    /// The row of an item.
    children: R,
) -> impl IntoView
where
    T: Send + 'static,
    V: IntoView + 'static,
    E: Fn() -> Vec<T> + Send + 'static,
    K: Fn(&T) -> String + Send + 'static,
    R: Fn(T) -> V + Clone + Send + 'static,
{
    let row = move |item: T| {
        let (key, children) = (key(&item), children.clone());
        let view = Box::new(move || children(item).into_any());
        Row { key, view }
    };
    rows(Box::new(move || each().into_iter().map(&row).collect()))
}

fn rows(each: Box<dyn Fn() -> Vec<Row> + Send>) -> AnyView {
    view! { <Keyed each key=|row: &Row| row.key.clone() children=|row: Row| (row.view)() /> }
        .into_any()
}
