//! The thread that answers. It alone owns the documentation's tables and what is kept, so requests are answered one after another.

use crate::documentation::Documentation;
use crate::engine::Engine;
use crate::message::{Answer, Request};
use crate::refusal::Refusal;
use crate::settings::Settings;
use crate::table::Table;
use serde_json::Value;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use tokio::sync::oneshot;

/// What the thread is asked to do.
pub(crate) enum Job {
    Answer(Box<Request>, oneshot::Sender<Answer>),
    Reset(Sender<()>),
    Seed(String, Value, Sender<Result<(), String>>),
}

/// Whether the thread can work, or what cannot be seeded.
pub(crate) type Ready = Result<(), String>;

/// Starts the thread. It ends when the sender is dropped.
pub(crate) fn start(
    documentation: Documentation,
    settings: Settings,
) -> std::io::Result<(Sender<Job>, Receiver<Ready>)> {
    let (jobs, inbox) = channel();
    let (ready, is_ready) = channel();
    let name = "graphdown-mock".to_owned();
    thread::Builder::new().name(name).spawn(move || {
        let tables: Vec<Table<'_>> =
            documentation.edm().apis.iter().map(|api| Table::new(&documentation, api)).collect();
        let mut engine = Engine::new(&documentation, &tables, &settings);
        let wrong = settings.seeds.iter().find_map(|(list, value)| {
            let what = engine.seed(list, value.clone()).err()?;
            Some(format!("cannot seed `{list}`: {what}"))
        });
        engine.reset();
        let _ = ready.send(wrong.map_or(Ok(()), Err));
        work(&mut engine, &inbox);
    })?;
    Ok((jobs, is_ready))
}

fn work(engine: &mut Engine<'_>, inbox: &Receiver<Job>) {
    while let Ok(job) = inbox.recv() {
        match job {
            Job::Answer(request, reply) => {
                // A fault of ours is one answer, not the end of the server.
                let answer = catch_unwind(AssertUnwindSafe(|| engine.answer(&request)));
                let _ = reply.send(answer.unwrap_or_else(|_| {
                    let message = "graphdown mock: this request made it stumble; please report it.";
                    Refusal::new(500, "InternalServerError", message).answer(&request)
                }));
            }
            Job::Reset(done) => {
                engine.reset();
                let _ = done.send(());
            }
            Job::Seed(list, value, reply) => {
                let _ = reply.send(engine.seed(&list, value));
            }
        }
    }
}
