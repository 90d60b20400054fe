//! `graphdown mock`.

use crate::args::Source;
use crate::console::{Console, Failure};
use crate::generate::require;
use clap::Args as Group;
use graphdown_mock::{Answered, Documentation, MockServer};
use std::io::{self, Write};
use std::net::IpAddr;
use std::time::{Duration, Instant};

/// Serve the documentation as if it were Microsoft Graph
///
/// An HTTP server that knows every documented operation. It answers with the response that the page shows or, where there is none, with
/// one made from the types. It checks what it is sent as the page says (path, method, query options, headers, body, a bearer token) and
/// answers mistakes with an OData error that names the page and the line. What is created, changed and deleted lives as long as it runs.
///
/// Point your program to the URL that is printed instead of `graph.microsoft.com`, and send any bearer token. Stop with Ctrl-C.
#[derive(Group)]
#[command(after_help = MOCK)]
pub(crate) struct Mock {
    #[command(flatten)]
    source: Source,
    /// Port to listen on; 0 for any that is free
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Address to listen on; with 0.0.0.0 other machines can reach it
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    bind: IpAddr,
    /// Answer with the documented examples only, and keep nothing
    #[arg(long)]
    examples_only: bool,
    /// Answer 404 for ids that no page shows and that were not created; else such an id gets the documented example
    #[arg(long)]
    strict_ids: bool,
    /// Do not ask for a bearer token
    #[arg(long)]
    no_token: bool,
    /// Answer the first N requests with 429 and `Retry-After`
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    throttle: u32,
    /// Answer that much later
    #[arg(long, value_name = "MILLISECONDS", default_value_t = 0, hide_default_value = true)]
    latency: u64,
    /// How often work that takes longer (202 with `Location`) is said to go on before it is done
    #[arg(long, value_name = "N", default_value_t = 2)]
    polls: u32,
    /// How many elements a page of a list holds if the request does not say
    #[arg(long, value_name = "N", default_value_t = 100)]
    page_size: usize,
    /// The longest body of a request; longer ones are answered with 413
    #[arg(long, value_name = "BYTES", default_value_t = 4 << 20)]
    max_body: usize,
}

const MOCK: &str = "\
Examples:
  graphdown mock --docs docs-input --port 8080 -v &
  curl -H 'Authorization: Bearer any' 'http://127.0.0.1:8080/v1.0/users?$top=2&$select=id,displayName'
  curl -H 'Authorization: Bearer any' -H 'Content-Type: application/json' \\
       -d '{\"nonsense\": 1}' http://127.0.0.1:8080/v1.0/users

Faults on demand, by headers of a request:
  x-mock-throttle: 2             429 with Retry-After, twice; the third time the same request goes through
  x-mock-retry-after: 1          the seconds in Retry-After; 0 otherwise
  x-mock-status: 503             this error instead of an answer
  x-mock-delay-ms: 500           the answer comes later
  x-mock-fault: cut              the connection ends without an answer
  x-mock-fault: cut-body         the connection ends in the middle of the body
  x-mock-fault: broken-json      the body ends in the middle and claims to be whole

What is kept is gone when the command ends. -v writes a line per request to standard error, --quiet nothing but errors.";

pub(crate) fn run(args: &Mock, console: &Console) -> Result<bool, Failure> {
    let config = require(&args.source)?;
    let started = Instant::now();
    let documentation = {
        let _progress =
            console.progress(format!("reading {}", config.documentation_folder().display()));
        Documentation::with_config(&config).map_err(failure)?
    };
    let mut builder = MockServer::builder()
        .documentation(&documentation)
        .bind(args.bind)
        .port(args.port)
        .examples_only(args.examples_only)
        .strict_ids(args.strict_ids)
        .require_token(!args.no_token)
        .throttle(args.throttle)
        .latency(Duration::from_millis(args.latency))
        .polls(args.polls)
        .page_size(args.page_size)
        .max_body(args.max_body)
        .keep_received(0);
    if console.verbose > 0 {
        builder = builder.on_answer(log);
    }
    let ready = |server: &MockServer| {
        let folder = config.documentation_folder().display();
        console.tell(format!(
            "serving {} operations of {folder} at {} (ready in {:.1} s; Ctrl-C to stop)\n",
            server.operations(),
            server.url(),
            started.elapsed().as_secs_f32(),
        ));
    };
    builder.run(ready).map_err(failure)?;
    console.tell("stopped\n");
    Ok(true)
}

/// A line of the access log. Control characters of a request must not reach the terminal.
fn log(it: &Answered) {
    let status = if it.status == 0 { "cut".to_owned() } else { it.status.to_string() };
    let refusal = it.refusal.as_deref().map(|it| format!("  {it}")).unwrap_or_default();
    let line = format!(
        "{status} {} {} {:.1} ms{refusal}",
        it.method,
        it.target,
        it.took.as_secs_f64() * 1000.0
    );
    let line: String = line.chars().map(|it| if it.is_control() { ' ' } else { it }).collect();
    let _ = writeln!(io::stderr(), "{line}");
}

fn failure(error: graphdown_mock::Error) -> Failure {
    let help = error.help().unwrap_or("`graphdown mock --help` shows the options").to_owned();
    Failure::Usage(error.to_string(), help)
}
