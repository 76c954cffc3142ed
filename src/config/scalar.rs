//! Scalars of the settings file whose text has rules of its own.
//!
//! The rules are checked while the parser stands on the scalar, because only then does its error
//! carry the scalar's line and column rather than those of the section around it.

use std::fmt;
use std::marker::PhantomData;
use std::num::NonZeroUsize;

use serde::de::{Deserialize, Deserializer, Error, Visitor};

use super::settings::{Glob, Level};
use super::{resolve, size};
use crate::model::Severity;

/// A check from text to value.
type Check<T> = fn(&str) -> Result<T, String>;

struct Scalar<T> {
    check: Check<T>,
    value: PhantomData<T>,
}

impl<'de, T> Visitor<'de> for Scalar<T> {
    type Value = Option<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a single value")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        (self.check)(text).map(Some).map_err(E::custom)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Self::Value, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        self.visit_str(if value { "true" } else { "false" })
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }
}

fn scalar<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    check: Check<T>,
) -> Result<Option<T>, D::Error> {
    deserializer.deserialize_any(Scalar { check, value: PhantomData })
}

pub(super) fn version<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    scalar(deserializer, |text| match text {
        "1" => Ok(1),
        other => Err(format!("version {other} is not known; write 1")),
    })
}

pub(super) fn jobs<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<NonZeroUsize>, D::Error> {
    scalar(deserializer, resolve::jobs)
}

pub(super) fn bytes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    scalar(deserializer, size::parse)
}

pub(super) fn severity<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Severity>, D::Error> {
    scalar(deserializer, str::parse)
}

pub(super) fn fail_on<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Option<Severity>>, D::Error> {
    scalar(deserializer, resolve::fail_on)
}

impl<'de> Deserialize<'de> for Level {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let level = severity(deserializer)?;
        level.map(Self).ok_or_else(|| D::Error::custom("expected a severity"))
    }
}

impl<'de> Deserialize<'de> for Glob {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let check = |text: &str| resolve::check_glob(text).map(|()| Self(text.to_owned()));
        scalar(deserializer, check)?.ok_or_else(|| D::Error::custom("expected a pattern"))
    }
}
