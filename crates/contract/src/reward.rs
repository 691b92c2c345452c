//! Thanks for an answer: the same for every answer (16 CFR 465.4), once for a case.

use crate::money::Money;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What the owner picks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Pick {
    /// An article of the shop, by its number.
    Article(String),
    /// Money off.
    Discount,
}

/// `POST /api/cases/{id}/reward`: once; the same again, or from another screen, gets the same code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClaimReward {
    /// What.
    pub pick: Pick,
}

/// What was claimed, as the log and the case's view keep it: without the code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reward {
    /// What was picked.
    pub pick: Pick,
    /// What it is worth, in the owner's currency.
    pub value: Money,
    /// Until when the shop takes it.
    pub expires: Timestamp,
    /// When the shop took it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redeemed_at: Option<Timestamp>,
}

/// An article of the shop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Article {
    /// Its number.
    pub id: String,
    /// Its name, by language; `en` is there always.
    pub name: std::collections::BTreeMap<String, String>,
}

/// `GET /api/cases/{id}/reward`: what can be picked, or what was, with its code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RewardView {
    /// Articles to pick from.
    pub articles: Vec<Article>,
    /// The discount, in the owner's currency.
    pub discount: Money,
    /// What was claimed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reward: Option<Reward>,
    /// The code to show in the shop; nobody but the owner gets it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// `POST /api/shop/redemptions`, with the shop's own credential.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Redeem {
    /// The code; spaces, hyphens and case do not matter.
    pub code: String,
}
