//! A component in plain words. The feed names components in capitals, from the general to the special;
//! the first row that fits, special ones first, gives the words.

use i18n::{Key, k};
use ui::words::Words;

const PARTS: [(&str, Key); 16] = [
    ("TRACTION BATTERY", k::RECALL_PART_BATTERY),
    ("WINDSHIELD", k::RECALL_PART_WINDSCREEN),
    ("BACK OVER", k::RECALL_PART_CAMERA),
    ("AIR BAG", k::RECALL_PART_AIRBAGS),
    ("SEAT BELT", k::RECALL_PART_BELTS),
    ("SEAT", k::RECALL_PART_SEATS),
    ("STEERING", k::RECALL_PART_STEERING),
    ("BRAKE", k::RECALL_PART_BRAKES),
    ("TIRE", k::RECALL_PART_WHEELS),
    ("WHEEL", k::RECALL_PART_WHEELS),
    ("SUSPENSION", k::RECALL_PART_SUSPENSION),
    ("LIGHTING", k::RECALL_PART_LIGHTS),
    ("LATCH", k::RECALL_PART_DOORS),
    ("POWER TRAIN", k::RECALL_PART_DRIVE),
    ("VISIBILITY", k::RECALL_PART_VIEW),
    ("ELECTRICAL", k::RECALL_PART_ELECTRICS),
];

/// The component in the reader's language; one that no row knows, in the feed's own last word.
pub fn part(w: Words, component: &str) -> String {
    let upper = component.to_ascii_uppercase();
    if let Some((_, key)) = PARTS.iter().find(|(name, _)| upper.contains(name)) {
        return w.t(*key);
    }
    let last = component.rsplit(':').next().unwrap_or_default().trim();
    let mut word = last.to_ascii_lowercase();
    if let Some(first) = word.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    word
}
