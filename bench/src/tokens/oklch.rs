//! From a colour as the tokens write it to its luminance and to the contrast of two (WCAG 2.2, 1.4.3).

/// The relative luminance of a colour: `oklch(…)`, `#rrggbb`, `#rgb`, `white` or `black`.
pub fn luminance(colour: &str) -> Option<f64> {
    let rgb = match colour {
        "white" => [1.0; 3],
        "black" => [0.0; 3],
        _ => hex(colour).or_else(|| oklch(colour))?,
    };
    Some(0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2])
}

/// The contrast of two luminances, from 1 to 21.
pub fn contrast(a: f64, b: f64) -> f64 {
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Linear red, green and blue of `oklch(L C h)`, brought into what a screen can show.
fn oklch(colour: &str) -> Option<[f64; 3]> {
    let inside = colour.strip_prefix("oklch(")?.strip_suffix(')')?;
    let mut numbers = inside.split_whitespace().map(str::parse::<f64>);
    let mut next = || numbers.next()?.ok();
    let (lightness, chroma, hue) = (next()?, next()?, next()?.to_radians());
    let (a, b) = (chroma * hue.cos(), chroma * hue.sin());
    // Björn Ottosson, "A perceptual color space for image processing" (2020): Oklab to linear sRGB.
    let l = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
    let m = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
    let s = (lightness - 0.089_484_177_5 * a - 1.291_485_548 * b).powi(3);
    let rgb = [
        4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
        -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
        -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701 * s,
    ];
    Some(rgb.map(|part| part.clamp(0.0, 1.0)))
}

/// Linear red, green and blue of `#rrggbb` or `#rgb`.
fn hex(colour: &str) -> Option<[f64; 3]> {
    let digits = colour.strip_prefix('#')?;
    let wide = match digits.len() {
        3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
        6 => digits.to_owned(),
        _ => return None,
    };
    let number = u32::from_str_radix(&wide, 16).ok()?;
    let part = |shift: u32| f64::from((number >> shift) & 0xff) / 255.0;
    Some([16, 8, 0].map(part).map(|part| match part {
        low if low <= 0.040_45 => low / 12.92,
        high => ((high + 0.055) / 1.055).powf(2.4),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn of(a: &str, b: &str) -> f64 {
        contrast(luminance(a).expect(a), luminance(b).expect(b))
    }

    #[test]
    fn known_contrasts_come_out() {
        assert!((of("black", "white") - 21.0).abs() < 1e-9);
        assert!((of("#767676", "#fff") - 4.54).abs() < 0.01);
        assert!((of("#777777", "#ffffff") - 4.48).abs() < 0.01);
        assert!((of("oklch(1 0 0)", "oklch(0 0 0)") - 21.0).abs() < 0.01);
        // The browser's own conversion of oklch(0.627955 0.257683 29.2339) is #ff0000.
        assert!((of("oklch(0.627955 0.257683 29.2339)", "#f00") - 1.0).abs() < 0.001);
    }

    #[test]
    fn what_is_no_colour_has_no_luminance() {
        for text in ["", "oklch(1 0)", "#12", "var(--ink)", "17px"] {
            assert_eq!(luminance(text), None, "{text}");
        }
    }
}
