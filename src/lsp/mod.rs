//! The language server: what `check` says of a page, in an editor, as one types.
//!
//! It speaks the Language Server Protocol over a pair of streams, and knows neither the command line nor which streams these are. It checks
//! the pages that are open, and of the rest of the site only finds which files there are. Diagnostics are pushed and not offered for
//! pulling: clients that do both would show each twice.

mod actions;
mod client;
mod diagnostics;
mod documents;
mod edits;
mod goto;
mod hover;
mod ignoring;
mod lines;
mod markup;
pub mod position;
mod session;
mod statements;
pub mod uri;
mod wire;
mod workspace;

use std::collections::VecDeque;
use std::io::{self, BufRead, Write};
use std::sync::mpsc::{self, Receiver};

use serde_json::Value;

use session::Session;
use wire::Incoming;

pub use workspace::Wanted;

/// Serves one client until it says `exit` or its stream ends. The exit status is 0 after `shutdown`, else 1.
///
/// # Errors
/// When the output cannot be written.
pub fn serve<R: BufRead + Send + 'static>(input: R, mut output: impl Write, wanted: Wanted) -> io::Result<u8> {
    let messages = reader(input);
    let mut session = Session::new(wanted);
    let mut backlog = VecDeque::new();
    loop {
        let next = if session.has_work() { messages.try_recv().ok() } else { messages.recv().ok() };
        if next.is_none() && !session.has_work() {
            return Ok(session.end());
        }
        // What came in while a page was checked is taken up first, so that of many changes only the last is checked.
        backlog.extend(next);
        backlog.extend(messages.try_iter());
        if backlog.is_empty() {
            session.work();
        }
        while let Some(message) = backlog.pop_front() {
            take_up(&mut session, message, &backlog);
            backlog.extend(messages.try_iter());
            send(&mut session, &mut output)?;
        }
        send(&mut session, &mut output)?;
        if let Some(status) = session.status() {
            return Ok(status);
        }
    }
}

/// Messages, read on a thread of its own, which ends with the process.
fn reader<R: BufRead + Send + 'static>(mut input: R) -> Receiver<Incoming> {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        loop {
            let (message, is_last) = match wire::read(&mut input) {
                Ok(Some(message)) => (message, false),
                // What follows cannot be told from what is too long to be read.
                Err(error) if error.kind() == io::ErrorKind::FileTooLarge => {
                    log(&format!("{error}; the session ends"));
                    (Incoming::Malformed(wire::Code::InvalidRequest, error.to_string()), true)
                }
                _ => break,
            };
            if sender.send(message).is_err() || is_last {
                break;
            }
        }
    });
    receiver
}

fn take_up(session: &mut Session, message: Incoming, behind: &VecDeque<Incoming>) {
    match message {
        Incoming::Request { id, method, .. } if is_question(&method) && behind.iter().any(|later| cancels(later, &id)) => {
            session.cancel(id);
        }
        message => session.handle(message),
    }
}

/// Whether a request only asks. Without the others the session would not be where both sides think that it is: they are not cancelled.
fn is_question(method: &str) -> bool {
    !["initialize", "shutdown"].contains(&method)
}

fn cancels(message: &Incoming, id: &Value) -> bool {
    matches!(message, Incoming::Notification { method, params } if method == "$/cancelRequest" && params.get("id") == Some(id))
}

fn send(session: &mut Session, output: &mut impl Write) -> io::Result<()> {
    session.take().iter().try_for_each(|message| wire::write(output, message))
}

/// Says something to whoever reads the log of the editor.
fn log(message: &str) {
    let _ = writeln!(io::stderr(), "driftlint: {message}");
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn starting_and_ending_are_not_cancelled_but_questions_are() {
        let cancel = |id: u64| Incoming::Notification { method: "$/cancelRequest".to_owned(), params: json!({ "id": id }) };
        let behind = VecDeque::from([cancel(1), cancel(2), cancel(3)]);
        let mut session = Session::new(Wanted::default());
        for (id, method) in [(1, "initialize"), (2, "textDocument/hover"), (3, "shutdown")] {
            let request = Incoming::Request { id: json!(id), method: method.to_owned(), params: json!({}) };
            take_up(&mut session, request, &behind);
        }
        let codes: Vec<Value> = session.take().iter().map(|answer| answer["error"]["code"].clone()).collect();
        assert_eq!(codes, [Value::Null, json!(-32800), Value::Null]);
        assert_eq!(session.end(), 0);
    }
}
