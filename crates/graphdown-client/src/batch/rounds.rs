//! Which requests go into which call, and again until none is left.

use super::{BatchResults, Item, LIMIT, wire};
use crate::answer::RawAnswer;
use crate::client::GraphClient;
use crate::error::{Error, Result, ServiceError, retry_after};
use serde_json::json;
use std::time::Duration;

/// How often a throttled request is sent, the first time included.
const ATTEMPTS: u32 = 5;

/// What is waited if the service does not say how long; doubled each time.
const PAUSE: Duration = Duration::from_secs(1);

/// Where each request stands.
enum State {
    Waiting { attempts: u32 },
    Done(Result<RawAnswer>),
}

/// Sends all items.
pub(super) async fn send(items: Vec<Item>, client: &GraphClient) -> BatchResults {
    let mut states: Vec<State> = items.iter().map(|_| State::Waiting { attempts: 0 }).collect();
    loop {
        fail_dependents(&items, &mut states);
        let chosen = choose(&items, &states);
        if chosen.is_empty() {
            break;
        }
        let pause = round(&items, &chosen, &mut states, client).await;
        if let Some(pause) = pause {
            let pause = azure_core::time::Duration::try_from(pause);
            azure_core::sleep::sleep(pause.unwrap_or(azure_core::time::Duration::MINUTE)).await;
        }
    }
    let results = states.into_iter().map(|it| match it {
        State::Done(result) => Some(result),
        State::Waiting { .. } => None,
    });
    BatchResults { results: results.collect() }
}

/// Requests whose predecessor failed in an earlier call fail without being sent.
fn fail_dependents(items: &[Item], states: &mut [State]) {
    for (index, item) in items.iter().enumerate() {
        let is_waiting = matches!(states[index], State::Waiting { .. });
        let has_failed = |it: &usize| matches!(states[*it], State::Done(Err(_)));
        if is_waiting && item.depends_on.iter().any(has_failed) {
            let body = json!({ "error": {
                "code": "FailedDependency",
                "message": "a request of the batch on which this one depends has failed",
            }});
            let error = ServiceError::from_json(item.operation, 424, body);
            states[index] = State::Done(Err(error.into()));
        }
    }
}

/// The requests of the next call, in order: of one version, and none before those it depends on.
fn choose(items: &[Item], states: &[State]) -> Vec<usize> {
    let mut chosen: Vec<usize> = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let fits = chosen.first().is_none_or(|it| items[*it].version == item.version);
        let is_ready = item
            .depends_on
            .iter()
            .all(|it| matches!(states[*it], State::Done(Ok(_))) || chosen.contains(it));
        if matches!(states[index], State::Waiting { .. }) && fits && is_ready {
            chosen.push(index);
        }
        if chosen.len() == LIMIT {
            break;
        }
    }
    chosen
}

/// One call; gives the time to wait before the next one.
async fn round(
    items: &[Item],
    chosen: &[usize],
    states: &mut [State],
    client: &GraphClient,
) -> Option<Duration> {
    let mut answers = match wire::call(items, chosen, client).await {
        Ok(answers) => answers,
        Err(error) => {
            for index in chosen {
                states[*index] = State::Done(Err(copy(&error)));
            }
            return None;
        }
    };
    let mut pause: Option<Duration> = None;
    let mut repeated: Vec<usize> = Vec::new();
    for index in chosen {
        let State::Waiting { attempts } = &mut states[*index] else { continue };
        *attempts += 1;
        let attempts = *attempts;
        let answer = answers[*index].take();
        let is_behind = items[*index].depends_on.iter().any(|it| repeated.contains(it));
        match answer {
            Some(answer) if attempts < ATTEMPTS && is_throttled(&answer) => {
                let asked = retry_after(answer.headers()).unwrap_or(PAUSE * 2u32.pow(attempts - 1));
                pause = pause.max(Some(asked));
                repeated.push(*index);
            }
            // It failed because what it depends on was throttled.
            Some(answer) if is_behind && answer.status() == 424 => repeated.push(*index),
            Some(answer) => states[*index] = State::Done(finish(answer)),
            None => {
                let error = Error::UnexpectedAnswer {
                    operation: items[*index].operation.to_string(),
                    status: 200,
                    found: "a batch without an answer to this request".to_owned(),
                };
                states[*index] = State::Done(Err(error));
            }
        }
    }
    pause
}

fn is_throttled(answer: &RawAnswer) -> bool {
    let asks_to_wait = || retry_after(answer.headers()).is_some();
    answer.status() == 429 || (matches!(answer.status(), 503 | 504) && asks_to_wait())
}

fn finish(answer: RawAnswer) -> Result<RawAnswer> {
    if answer.status() < 300 {
        return Ok(answer);
    }
    let (status, headers, body) = (answer.status(), answer.headers(), answer.body());
    Err(ServiceError::read(answer.operation(), status, headers, body).into())
}

/// The same error for another request of the call. Errors of azure_core cannot be cloned, their words can.
fn copy(error: &Error) -> Error {
    let core =
        |it: &azure_core::Error| azure_core::Error::with_message(it.kind().clone(), it.to_string());
    match error {
        Error::Service(error) => Error::Service(error.clone()),
        Error::Credential(error) => Error::Credential(core(error)),
        Error::Transport(error) => Error::Transport(core(error)),
        Error::TooLarge { limit } => Error::TooLarge { limit: *limit },
        Error::ForeignHost(host) => Error::ForeignHost(host.clone()),
        Error::InvalidRequest(reason) => Error::InvalidRequest(reason.clone()),
        Error::UnexpectedAnswer { operation, status, found } => Error::UnexpectedAnswer {
            operation: operation.clone(),
            status: *status,
            found: found.clone(),
        },
        other => Error::InvalidLink(other.to_string()),
    }
}
