//! Work that takes longer: 202, and a monitor that says after some polls that it is done.

use super::{Call, Engine, OWN};
use crate::message::{Answer, Request};
use crate::refusal::Refusal;
use serde_json::json;
use std::collections::BTreeMap;

/// How many monitors are remembered; the oldest are forgotten.
const MOST: usize = 10_000;

/// The work that is going on.
#[derive(Debug, Default)]
pub(super) struct Waits {
    all: BTreeMap<u64, Wait>,
}

#[derive(Debug)]
struct Wait {
    polls: u32,
    /// Teams calls the end `succeeded`, drives `completed`.
    done: &'static str,
    resource: String,
}

impl Engine<'_> {
    /// Accepts work. `resource` is the id of what comes of it.
    pub(super) fn wait(&mut self, call: &Call<'_>, resource: Option<&str>) -> Answer {
        let number = self.state.mint();
        let shown = call.shown();
        let location = shown.and_then(|it| it.header("location")).unwrap_or_default();
        let done = if location.contains("operations") { "succeeded" } else { "completed" };
        let resource = resource.map_or_else(|| crate::sample::minted(number), str::to_owned);
        self.waits.all.insert(number, Wait { polls: 0, done, resource });
        if self.waits.all.len() > MOST {
            self.waits.all.pop_first();
        }
        let location = format!("{}/{OWN}/waits/{number}", call.request.base);
        Answer::empty(202).with("location", location).with("retry-after", "0")
    }

    pub(super) fn poll(&mut self, request: &Request, id: &str) -> Result<Answer, Refusal> {
        let most = self.settings.polls;
        let wait = id.parse::<u64>().ok().and_then(|it| self.waits.all.get_mut(&it));
        let Some(wait) = wait else { return Err(Refusal::missing(id)) };
        if request.method != "GET" {
            return Err(Refusal::new(405, "MethodNotAllowed", "A monitor is asked with GET.")
                .with("allow", "GET"));
        }
        wait.polls = wait.polls.saturating_add(1);
        if wait.polls <= most {
            let percent = f64::from(wait.polls) / f64::from(most.saturating_add(1)) * 100.0;
            let body =
                json!({ "id": id, "status": "inProgress", "percentageComplete": percent.round() });
            return Ok(Answer::json(202, &body).with("retry-after", "0"));
        }
        let body = json!({
            "id": id, "status": wait.done, "percentageComplete": 100.0, "resourceId": wait.resource,
        });
        Ok(Answer::json(200, &body))
    }
}
