//! One line of a file.

use crate::config::{CentreConfig, Driver, Owner, Record, given_terms};
use crate::store::registry::Thing;
use casework::terms::Terms;
use contract::id::{CentreId, PersonId};
use contract::money::Money;
use contract::reward::Article;
use contract::settings::StaffMember;
use contract::time::Timestamp;
use contract::vehicle::Campaign;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What a line can be.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Entry {
    Centre(Box<CentreConfig>),
    Owner(Owner),
    Driver(Driver),
    Staff(Box<StaffMember>),
    Vehicle(Record),
    Campaign(Campaign),
    Campaigns(Feed),
    Article(Article),
    Discount(Money),
    Components(Components),
    Contacts(Contacts),
    Absence(Away),
    Terms(#[serde(deserialize_with = "given_terms")] Terms),
}

/// The maker's list of components.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Components {
    pub names: Vec<String>,
}

/// A centre's switch, which stays as it is set when the centre is imported anew.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contacts {
    pub centre: CentreId,
    pub on: bool,
}

/// Until when somebody is away, said at the desk: over their row of the staff, and nothing without one.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Away {
    pub person: PersonId,
    #[serde(default)]
    pub until: Option<Timestamp>,
}

/// The public feed, as `recallsByVehicle` serves it. Absent results are an error and never "no
/// recalls".
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Feed {
    results: Vec<FeedItem>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct FeedItem {
    #[serde(rename = "NHTSACampaignNumber")]
    number: String,
    component: String,
    summary: String,
    consequence: String,
    remedy: String,
    #[serde(default, rename = "parkIt")]
    park_it: Option<bool>,
    #[serde(default, rename = "parkOutSide")]
    park_outside: Option<bool>,
    #[serde(default, rename = "overTheAirUpdate")]
    over_the_air: Option<bool>,
}

impl From<FeedItem> for Campaign {
    fn from(item: FeedItem) -> Self {
        Self {
            number: item.number,
            component: item.component,
            summary: item.summary,
            consequence: item.consequence,
            remedy: item.remedy,
            park_it: item.park_it.unwrap_or(false),
            park_outside: item.park_outside.unwrap_or(false),
            over_the_air: item.over_the_air.unwrap_or(false),
        }
    }
}

/// The things of one line.
pub fn read(line: &str) -> Result<Vec<Thing>, String> {
    let value: Value = serde_json::from_str(line).map_err(|e| format!("is not JSON: {e}"))?;
    // As it was understood: a name that stands twice in a line is not there twice any more.
    let json = value.to_string();
    let entry: Entry = serde_json::from_value(value).map_err(|e| e.to_string())?;
    let (kind, id): (_, String) = match entry {
        Entry::Centre(centre) => ("centre", centre.centre.id.into()),
        Entry::Owner(owner) => ("owner", owner.id.into()),
        Entry::Driver(driver) => ("driver", driver.id.into()),
        Entry::Staff(member) => ("staff", member.id.into()),
        Entry::Vehicle(record) => ("vehicle", record.vin.as_str().to_owned()),
        Entry::Campaign(campaign) => ("campaign", campaign.number),
        Entry::Article(article) => ("article", article.id),
        Entry::Discount(money) => ("discount", money.currency.as_str().to_owned()),
        Entry::Components(_) => ("components", ALL.to_owned()),
        Entry::Contacts(contacts) => ("contacts", contacts.centre.into()),
        Entry::Absence(away) => ("absence", away.person.into()),
        Entry::Terms(_) => ("terms", ALL.to_owned()),
        Entry::Campaigns(feed) => {
            let campaigns = feed.results.into_iter().map(Campaign::from);
            return campaigns
                .map(|c| thing("campaign", &c.number, &c).map_err(|e| e.to_string()))
                .collect();
        }
    };
    Ok(vec![Thing { kind, id, json }])
}

/// The id of what there is one of.
pub const ALL: &str = "all";

/// A thing of ours as a line would say it.
pub fn thing(
    kind: &'static str,
    id: &str,
    value: &impl Serialize,
) -> Result<Thing, serde_json::Error> {
    let mut json = serde_json::to_value(value)?;
    json["kind"] = kind.into();
    Ok(Thing {
        kind,
        id: id.to_owned(),
        json: json.to_string(),
    })
}
