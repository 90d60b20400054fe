//! Faults on demand: throttling, errors, delays, connections that break.

use crate::message::{Answer, Request};
use crate::refusal::Refusal;
use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

/// The most keys of repeated requests that are remembered.
const MOST: usize = 10_000;

/// The longest delay that a request may ask for.
const LONGEST: u64 = 600_000;

/// Something that goes wrong with a request.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// 429 with `Retry-After: 0`, so that a client tries again at once.
    Throttle,
    /// An error with this status instead of an answer.
    Status(u16),
    /// The answer comes later.
    Delay(Duration),
    /// The connection ends without an answer.
    Cut,
    /// The connection ends in the middle of the answer's body.
    CutBody,
    /// The answer's body ends in the middle, and claims to be whole.
    BrokenJson,
}

/// The faults that are to come.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    throttle: u32,
    next: VecDeque<Fault>,
    /// How often a request that asks for throttling by header is still to be throttled.
    repeated: BTreeMap<String, u32>,
}

/// What is wrong with one request.
#[derive(Debug, Default, Clone)]
pub(crate) struct Planned {
    pub(crate) delay: Duration,
    /// Retry after so many seconds.
    pub(crate) throttle: Option<u64>,
    pub(crate) status: Option<u16>,
    pub(crate) cut: bool,
    pub(crate) cut_body: bool,
    pub(crate) broken_json: bool,
}

impl Faults {
    /// The first `throttle` requests are throttled.
    pub(crate) fn new(throttle: u32) -> Self {
        Faults { throttle, ..Faults::default() }
    }

    pub(crate) fn push(&mut self, fault: Fault) {
        self.next.push_back(fault);
    }

    /// What is to go wrong with `request`, or an answer that says that it asks for what is not there.
    pub(crate) fn plan(&mut self, request: &Request) -> Result<Planned, Refusal> {
        let mut planned = Planned::default();
        let wrong = |name: &str| {
            Refusal::bad(format!(
                "graphdown mock: the header '{name}' has no value that it may have."
            ))
        };
        let number = |name: &str| match request.header(name).map(str::parse::<u64>) {
            None => Ok(None),
            Some(Ok(it)) => Ok(Some(it)),
            Some(Err(_)) => Err(wrong(name)),
        };
        if let Some(it) = number("x-mock-delay-ms")? {
            planned.delay = Duration::from_millis(it.min(LONGEST));
        }
        if let Some(it) = number("x-mock-status")? {
            let status = u16::try_from(it).ok().filter(|it| (400..600).contains(it));
            planned.status = Some(status.ok_or_else(|| wrong("x-mock-status"))?);
        }
        match request.header("x-mock-fault") {
            None => {}
            Some("cut") => planned.cut = true,
            Some("cut-body") => planned.cut_body = true,
            Some("broken-json") => planned.broken_json = true,
            Some(_) => return Err(wrong("x-mock-fault")),
        }
        let after = number("x-mock-retry-after")?.unwrap_or(0);
        if let Some(times) = number("x-mock-throttle")? {
            let times = u32::try_from(times).map_err(|_| wrong("x-mock-throttle"))?;
            let key = format!("{} {}?{} {times}", request.method, request.path, request.query);
            if self.is_throttled(key, times) {
                planned.throttle = Some(after);
            }
        }
        match self.next.pop_front() {
            None => {}
            Some(Fault::Throttle) => planned.throttle = Some(after),
            Some(Fault::Status(it)) => planned.status = Some(it),
            Some(Fault::Delay(it)) => planned.delay = it,
            Some(Fault::Cut) => planned.cut = true,
            Some(Fault::CutBody) => planned.cut_body = true,
            Some(Fault::BrokenJson) => planned.broken_json = true,
        }
        if self.throttle > 0 {
            self.throttle -= 1;
            planned.throttle = Some(after);
        }
        Ok(planned)
    }

    /// The same request is throttled `times` times and then goes through; after that it begins anew.
    fn is_throttled(&mut self, key: String, times: u32) -> bool {
        match self.repeated.get_mut(&key) {
            Some(0) => {
                self.repeated.remove(&key);
                false
            }
            Some(left) => {
                *left -= 1;
                true
            }
            None if times == 0 => false,
            None => {
                if self.repeated.len() >= MOST {
                    self.repeated.pop_first();
                }
                self.repeated.insert(key, times - 1);
                true
            }
        }
    }
}

impl Planned {
    /// The error that is answered instead.
    pub(crate) fn refusal(&self) -> Option<Refusal> {
        if let Some(after) = self.throttle {
            let message = "Too many requests. Please retry after the time that the header 'Retry-After' says.";
            return Some(
                Refusal::new(429, "TooManyRequests", message)
                    .with("retry-after", after.to_string()),
            );
        }
        let status = self.status?;
        let code = match status {
            401 => "InvalidAuthenticationToken",
            403 => "Authorization_RequestDenied",
            404 => "Request_ResourceNotFound",
            409 => "Conflict",
            410 => "resyncRequired",
            412 => "PreconditionFailed",
            423 => "resourceLocked",
            429 => "TooManyRequests",
            500 => "InternalServerError",
            502 => "BadGateway",
            503 => "ServiceUnavailable",
            504 => "GatewayTimeout",
            507 => "quotaLimitReached",
            _ => "generalException",
        };
        let refusal =
            Refusal::new(status, code, format!("graphdown mock: status {status} was asked for."));
        Some(if matches!(status, 429 | 503) { refusal.with("retry-after", "0") } else { refusal })
    }

    /// The answer as it is sent.
    pub(crate) fn spoil(&self, mut answer: Answer) -> Answer {
        if self.broken_json {
            answer.body.truncate(answer.body.len() / 2);
        }
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(name: &str, value: &str) -> Request {
        let headers = vec![(name.to_owned(), value.to_owned())];
        Request {
            method: "GET".to_owned(),
            path: "/v1.0/me".to_owned(),
            headers,
            ..Request::default()
        }
    }

    #[test]
    fn a_request_is_throttled_as_often_as_it_asks_and_then_anew() {
        let mut faults = Faults::default();
        let mut ask = || faults.plan(&request("x-mock-throttle", "2")).unwrap().throttle.is_some();
        assert_eq!([ask(), ask(), ask(), ask()], [true, true, false, true]);
    }

    #[test]
    fn headers_without_sense_are_refused() {
        for (name, value) in [
            ("x-mock-status", "200"),
            ("x-mock-delay-ms", "x"),
            ("x-mock-fault", "fire"),
            ("x-mock-throttle", "-1"),
        ] {
            assert!(Faults::default().plan(&request(name, value)).is_err(), "{name}: {value}");
        }
    }
}
