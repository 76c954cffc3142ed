//! Dates: RFC 3339 timestamps.

use super::{Arguments, Function};
use crate::parse::terraform::values::Value;

type Outcome = Result<Value, String>;

pub(super) fn find(name: &str) -> Option<Function> {
    Some(match name {
        "formatdate" => Function::text(2, 2, |_, a| format_date(a)),
        "timeadd" => Function::text(2, 2, |_, a| {
            let moment = Moment::parse(&a.text(0)?)?;
            let seconds = duration(&a.text(1)?)?;
            a.string(moment.shifted(seconds)?.text())
        }),
        "timecmp" => Function::strict(2, 2, |_, a| {
            let (x, y) = (Moment::parse(&a.text(0)?)?, Moment::parse(&a.text(1)?)?);
            Ok(Value::int(x.instant().cmp(&y.instant()) as i64, a.span))
        }),
        _ => return None,
    })
}

/// A point in time as it is written: local seconds since 1970, and the offset from UTC.
#[derive(Clone, Copy)]
struct Moment {
    local: i64,
    nanos: i64,
    offset: i64,
    zulu: bool,
}

const DAY: i64 = 86_400;

impl Moment {
    fn parse(text: &str) -> Result<Self, String> {
        let bad = || format!("\"{text}\" is not an RFC 3339 timestamp");
        let field = |from: usize, to: usize| -> Result<i64, String> {
            let digits = text.get(from..to).ok_or_else(bad)?;
            if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(bad());
            }
            digits.parse().map_err(|_| bad())
        };
        let mark =
            |at: usize, wanted: &str| text.get(at..=at).is_some_and(|one| wanted.contains(one));
        let shape = mark(4, "-") && mark(7, "-") && mark(10, "T") && mark(13, ":") && mark(16, ":");
        if !shape {
            return Err(bad());
        }
        let (year, month, day) = (field(0, 4)?, field(5, 7)?, field(8, 10)?);
        let (hour, minute, second) = (field(11, 13)?, field(14, 16)?, field(17, 19)?);
        let mut rest = text.get(19..).ok_or_else(bad)?;
        let mut nanos = 0;
        if let Some(fraction) = rest.strip_prefix('.') {
            let end = fraction.find(|c: char| !c.is_ascii_digit()).ok_or_else(bad)?;
            let digits: String = fraction.chars().take(end.min(9)).collect();
            nanos = format!("{digits:0<9}").parse().map_err(|_| bad())?;
            rest = fraction.get(end..).ok_or_else(bad)?;
        }
        let (offset, zulu) = match rest.as_bytes() {
            [b'Z'] => (0, true),
            [sign @ (b'+' | b'-'), _, _, b':', _, _] => {
                let start = text.len() - 5;
                let seconds = field(start, start + 2)? * 3600 + field(start + 3, start + 5)? * 60;
                (if *sign == b'-' { -seconds } else { seconds }, false)
            }
            _ => return Err(bad()),
        };
        let valid = (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day)
            && hour < 24
            && minute < 60
            && second < 60;
        if !valid {
            return Err(bad());
        }
        let local = days_from_civil(year, month, day) * DAY + hour * 3600 + minute * 60 + second;
        Ok(Self { local, nanos, offset, zulu })
    }

    fn instant(self) -> (i64, i64) {
        (self.local - self.offset, self.nanos)
    }

    fn shifted(self, nanos: i128) -> Result<Self, String> {
        let total = i128::from(self.local) * 1_000_000_000 + i128::from(self.nanos) + nanos;
        let local = i64::try_from(total.div_euclid(1_000_000_000)).map_err(|_| "out of range")?;
        let nanos = i64::try_from(total.rem_euclid(1_000_000_000)).map_err(|_| "out of range")?;
        let moment = Self { local, nanos, ..self };
        if (0..=9999).contains(&moment.date().0) { Ok(moment) } else { Err("out of range".into()) }
    }

    fn date(self) -> (i64, i64, i64) {
        civil_from_days(self.local.div_euclid(DAY))
    }

    fn zone(self, colon: &str, zulu: bool) -> String {
        if self.offset == 0 && zulu {
            return "Z".into();
        }
        let sign = if self.offset < 0 { '-' } else { '+' };
        let minutes = self.offset.abs() / 60;
        format!("{sign}{:02}{colon}{:02}", minutes / 60, minutes % 60)
    }

    fn text(self) -> String {
        let (year, month, day) = self.date();
        let second = self.local.rem_euclid(DAY);
        format!(
            "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}{}",
            second / 3600,
            second / 60 % 60,
            second % 60,
            self.zone(":", self.zulu || self.offset == 0)
        )
    }
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days since 1970-01-01, by counting in eras of 400 years that begin in March.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day_of_year - (153 * shifted + 2) / 5 + 1)
}

/// Nanoseconds of a duration such as `1h30m` or `-1.5s`.
fn duration(text: &str) -> Result<i128, String> {
    let bad = || format!("\"{text}\" is not a duration");
    let (sign, mut rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    if rest == "0" {
        return Ok(0);
    }
    if rest.is_empty() || rest.len() > 100 {
        return Err(bad());
    }
    let mut total = 0i128;
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').ok_or_else(bad)?;
        let (number, tail) = rest.split_at_checked(end).ok_or_else(bad)?;
        let units = ["ns", "us", "µs", "μs", "ms", "h", "m", "s"];
        let sizes = [
            1,
            1_000,
            1_000,
            1_000,
            1_000_000,
            3_600_000_000_000,
            60_000_000_000,
            1_000_000_000i128,
        ];
        let (unit, size) =
            units.iter().zip(sizes).find(|(unit, _)| tail.starts_with(**unit)).ok_or_else(bad)?;
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        let whole: i128 = if whole.is_empty() { 0 } else { whole.parse().map_err(|_| bad())? };
        if number.is_empty() || number == "." || whole > 1 << 62 {
            return Err(bad());
        }
        total += whole * size;
        let digits: String = fraction.chars().take(15).collect();
        if !digits.is_empty() {
            let value: i128 = digits.parse().map_err(|_| bad())?;
            total += value * size / 10i128.pow(u32::try_from(digits.len()).unwrap_or(0));
        }
        rest = tail.get(unit.len()..).unwrap_or_default();
    }
    Ok(sign * total)
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const DAYS: [&str; 7] =
    ["Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"];

fn format_date(a: &Arguments<'_>) -> Outcome {
    let (spec, moment) = (a.text(0)?, Moment::parse(&a.text(1)?)?);
    let mut out = String::new();
    let mut rest = &*spec;
    while let Some(first) = rest.chars().next() {
        if first == '\'' {
            let body = rest.get(1..).unwrap_or_default();
            let mut end = None;
            let mut text = String::new();
            let mut characters = body.char_indices().peekable();
            while let Some((at, character)) = characters.next() {
                if character != '\'' {
                    text.push(character);
                } else if characters.peek().is_some_and(|(_, next)| *next == '\'') {
                    characters.next();
                    text.push('\'');
                } else {
                    end = Some(at + 1);
                    break;
                }
            }
            out.push_str(&text);
            rest = body.get(end.ok_or("a quoted part does not end")?..).unwrap_or_default();
            continue;
        }
        let run = rest.chars().take_while(|character| *character == first).count();
        let (token, tail) = rest.split_at_checked(run * first.len_utf8()).unwrap_or((rest, ""));
        rest = tail;
        if first.is_ascii_alphabetic() {
            out.push_str(&date_part(token, moment)?);
        } else {
            out.push_str(token);
        }
    }
    a.string(out)
}

fn date_part(token: &str, moment: Moment) -> Result<String, String> {
    let (year, month, day) = moment.date();
    let second = moment.local.rem_euclid(DAY);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    let twelve = if hour % 12 == 0 { 12 } else { hour % 12 };
    let pick = |names: &[&str], index: i64, letters: usize| -> String {
        let name = usize::try_from(index).ok().and_then(|index| names.get(index).copied());
        name.unwrap_or_default().chars().take(letters).collect()
    };
    let weekday = moment.local.div_euclid(DAY).rem_euclid(7);
    Ok(match token {
        "YYYY" => format!("{year:04}"),
        "YY" => format!("{:02}", year % 100),
        "MMMM" => pick(&MONTHS, month - 1, 20),
        "MMM" => pick(&MONTHS, month - 1, 3),
        "MM" => format!("{month:02}"),
        "M" => month.to_string(),
        "DD" => format!("{day:02}"),
        "D" => day.to_string(),
        "EEEE" => pick(&DAYS, weekday, 20),
        "EEE" => pick(&DAYS, weekday, 3),
        "hh" => format!("{hour:02}"),
        "h" => hour.to_string(),
        "HH" => format!("{twelve:02}"),
        "H" => twelve.to_string(),
        "AA" => if hour < 12 { "AM" } else { "PM" }.into(),
        "aa" => if hour < 12 { "am" } else { "pm" }.into(),
        "mm" => format!("{minute:02}"),
        "m" => minute.to_string(),
        "ss" => format!("{second:02}"),
        "s" => second.to_string(),
        "ZZZZZ" => moment.zone(":", false),
        "ZZZZ" => moment.zone("", false),
        "ZZZ" if moment.offset == 0 => "UTC".into(),
        "ZZZ" => moment.zone("", false),
        "Z" => moment.zone(":", true),
        _ => return Err(format!("\"{token}\" is not a part of a date")),
    })
}
