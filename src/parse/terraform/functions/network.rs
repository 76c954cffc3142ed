//! IP networks.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use num_bigint::BigInt;

use super::{Arguments, Function, MANY};
use crate::parse::terraform::values::Value;

type Outcome = Result<Value, String>;

pub(super) fn find(name: &str) -> Option<Function> {
    Some(match name {
        "cidrhost" => Function::text(2, 2, |_, a| host(a)),
        "cidrnetmask" => Function::text(1, 1, |_, a| netmask(a)),
        "cidrsubnet" => Function::text(3, 3, |_, a| subnet(a)),
        "cidrsubnets" => Function::strict(1, MANY, |_, a| subnets(a)),
        _ => return None,
    })
}

/// A network: its first address as bits, how many of them there are, and the length of its prefix.
#[derive(Clone, Copy)]
struct Network {
    bits: u128,
    width: u32,
    length: u32,
}

impl Network {
    fn parse(text: &str) -> Result<Self, String> {
        let bad = || format!("\"{text}\" is not a network in CIDR notation");
        let (address, length) = text.split_once('/').ok_or_else(bad)?;
        let length: u32 = length.parse().map_err(|_| bad())?;
        let (bits, width) = match address.parse::<IpAddr>().map_err(|_| bad())? {
            IpAddr::V4(address) => (u128::from(address.to_bits()), 32),
            IpAddr::V6(address) => (address.to_bits(), 128),
        };
        if length > width {
            return Err(bad());
        }
        let host = width - length;
        let bits = if host >= 128 { 0 } else { bits >> host << host };
        Ok(Self { bits, width, length })
    }

    fn address(self, bits: u128) -> String {
        if self.width == 32 {
            Ipv4Addr::from_bits(u32::try_from(bits).unwrap_or(u32::MAX)).to_string()
        } else {
            Ipv6Addr::from_bits(bits).to_string()
        }
    }

    fn within(self, extra: u32, number: u128) -> Result<Self, String> {
        let length = self.length + extra;
        if length > self.width {
            return Err("not enough bits are left for the prefix".into());
        }
        if extra < 128 && number >> extra != 0 {
            return Err("the network number does not fit".into());
        }
        let shift = self.width - length;
        let offset = if shift >= 128 { 0 } else { number << shift };
        Ok(Self { bits: self.bits | offset, length, ..self })
    }

    fn text(self) -> String {
        format!("{}/{}", self.address(self.bits), self.length)
    }
}

fn host(a: &Arguments<'_>) -> Outcome {
    let network = Network::parse(&a.text(0)?)?;
    let number = a.number(1)?.as_big_int().ok_or("a whole number is required")?;
    let room: BigInt = BigInt::from(1) << (network.width - network.length);
    let number = if number < BigInt::from(0) { number + &room } else { number };
    if number < BigInt::from(0) || number >= room {
        return Err("the host number does not fit".into());
    }
    let number = u128::try_from(number).map_err(|_| "the host number does not fit")?;
    a.string(network.address(network.bits | number))
}

fn netmask(a: &Arguments<'_>) -> Outcome {
    let network = Network::parse(&a.text(0)?)?;
    if network.width != 32 {
        return Err("IPv6 networks have no netmask".into());
    }
    let mask = u32::MAX.checked_shl(32 - network.length).unwrap_or(0);
    a.string(Ipv4Addr::from_bits(mask).to_string())
}

fn subnet(a: &Arguments<'_>) -> Outcome {
    let network = Network::parse(&a.text(0)?)?;
    let extra = u32::try_from(a.int(1)?).map_err(|_| "a number must not be negative")?;
    let number = a.number(2)?.as_big_int().and_then(|number| u128::try_from(number).ok());
    a.string(
        network.within(extra.min(1_000), number.ok_or("the network number does not fit")?)?.text(),
    )
}

fn subnets(a: &Arguments<'_>) -> Outcome {
    let network = Network::parse(&a.text(0)?)?;
    let mut next = network.bits;
    let mut out = Vec::new();
    let mut full = false;
    for at in 1..a.len() {
        let extra = u32::try_from(a.int(at)?).map_err(|_| "a number must not be negative")?;
        let length = network.length.saturating_add(extra);
        if length > network.width || extra == 0 {
            return Err("not enough bits are left for the prefix".into());
        }
        let shift = network.width - length;
        let size = 1u128.checked_shl(shift).unwrap_or(0);
        let start = next.checked_add(size - 1).map(|end| end >> shift << shift);
        let start = start.filter(|_| !full).ok_or("there is no room left")?;
        let above = |bits: u128| bits.checked_shr(network.width - network.length).unwrap_or(0);
        if above(start) != above(network.bits) {
            return Err("there is no room left".into());
        }
        out.push(Value::string(Network { bits: start, length, ..network }.text(), a.span));
        match start.checked_add(size) {
            Some(after) => next = after,
            None => full = true,
        }
    }
    a.made(out)
}
