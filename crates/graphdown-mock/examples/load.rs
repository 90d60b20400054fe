//! Puts load on a mock: `load URL [SECONDS] [CONNECTIONS] [PID]`.
//!
//! Each connection lists, reads, creates, changes and deletes users, one request after another. The figures are printed at the end; with
//! the process id of the server also its memory over time, where there is `/proc`.

#![allow(clippy::print_stdout)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::ExitCode;
use std::thread;
use std::time::{Duration, Instant};

type Failure = Box<dyn std::error::Error + Send + Sync>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    let Some(url) = arguments.get(1) else {
        println!("usage: load URL [SECONDS] [CONNECTIONS] [PID]");
        return ExitCode::from(2);
    };
    let number = |at: usize, default: u64| {
        arguments.get(at).and_then(|it| it.parse().ok()).unwrap_or(default)
    };
    let (seconds, connections) = (number(2, 60), number(3, 8));
    let host = url.trim_start_matches("http://").trim_end_matches('/').to_owned();
    let started = Instant::now();
    let end = started + Duration::from_secs(seconds);
    let workers: Vec<_> = (0..connections)
        .map(|it| {
            let host = host.clone();
            thread::spawn(move || work(&host, it, end))
        })
        .collect();
    if let Some(pid) = arguments.get(4) {
        watch(pid, started, end);
    }
    let (mut requests, mut errors, mut slowest) = (0u64, 0u64, Duration::ZERO);
    for it in workers {
        match it.join() {
            Ok(Ok((count, slow))) => {
                requests += count;
                slowest = slowest.max(slow);
            }
            Ok(Err(error)) => {
                println!("{error}");
                errors += 1;
            }
            Err(_) => errors += 1,
        }
    }
    let rate = requests as f64 / started.elapsed().as_secs_f64();
    println!(
        "{requests} requests in {seconds} s over {connections} connections: {rate:.0} a second, {errors} errors, slowest {} ms",
        slowest.as_millis()
    );
    if errors == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn watch(pid: &str, started: Instant, end: Instant) {
    while Instant::now() < end {
        let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
        let memory = status.lines().find(|it| it.starts_with("VmRSS")).unwrap_or("VmRSS: unknown");
        println!("{:>3} s  {memory}", started.elapsed().as_secs());
        thread::sleep(Duration::from_secs(10).min(end.saturating_duration_since(Instant::now())));
    }
}

fn work(host: &str, worker: u64, end: Instant) -> Result<(u64, Duration), Failure> {
    let mut connection = BufReader::new(TcpStream::connect(host)?);
    connection.get_ref().set_nodelay(true)?;
    let (mut count, mut slowest) = (0, Duration::ZERO);
    while Instant::now() < end {
        let name = format!("load-{worker}-{count}");
        let user = format!(
            r#"{{"accountEnabled":true,"displayName":"{name}","mailNickname":"x","userPrincipalName":"{name}@contoso.example","passwordProfile":{{"password":"x"}}}}"#
        );
        let mut ask =
            |method: &str, path: &str, body: &str, expected: u16| -> Result<String, Failure> {
                let started = Instant::now();
                let (status, answer) = exchange(&mut connection, host, method, path, body)?;
                slowest = slowest.max(started.elapsed());
                count += 1;
                if status == expected {
                    Ok(answer)
                } else {
                    Err(format!("{method} {path}: {status} {answer}").into())
                }
            };
        ask("GET", "/v1.0/users?$top=10&$select=id,displayName", "", 200)?;
        let created = ask("POST", "/v1.0/users", &user, 201)?;
        let id =
            created.split("\"id\":\"").nth(1).and_then(|it| it.split('"').next()).ok_or("no id")?;
        let path = format!("/v1.0/users/{id}");
        ask("GET", &path, "", 200)?;
        ask("PATCH", &path, r#"{"jobTitle":"Lead"}"#, 204)?;
        ask("GET", &format!("/v1.0/users/any-{name}"), "", 200)?;
        ask("DELETE", &path, "", 204)?;
    }
    Ok((count, slowest))
}

fn exchange(
    connection: &mut BufReader<TcpStream>,
    host: &str,
    method: &str,
    path: &str,
    body: &str,
) -> Result<(u16, String), Failure> {
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer any\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    connection.get_mut().write_all(request.as_bytes())?;
    let (mut status, mut length) = (0, 0);
    loop {
        let mut line = String::new();
        if connection.read_line(&mut line)? == 0 {
            return Err("the connection was closed".into());
        }
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        if status == 0 {
            status = line.split(' ').nth(1).unwrap_or_default().parse()?;
        } else if let Some(it) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = it.trim().parse()?;
        }
    }
    let mut answer = vec![0; length];
    connection.read_exact(&mut answer)?;
    Ok((status, String::from_utf8_lossy(&answer).into_owned()))
}
