//! Messages on the wire: JSON-RPC 2.0 behind headers. It knows no method.
//!
//! What is malformed is answered and read past, so that one bad message does not end the session.

use std::io::{self, BufRead, Read, Write};

use serde_json::{Value, json};

/// Error codes of JSON-RPC and of the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Code {
    ParseError = -32700,
    InvalidRequest = -32600,
    MethodNotFound = -32601,
    InvalidParams = -32602,
    ServerNotInitialized = -32002,
    RequestCancelled = -32800,
}

/// What the client sends.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Incoming {
    /// To be answered under its id, a string or a whole number.
    Request {
        id: Value,
        method: String,
        params: Value,
    },
    Notification {
        method: String,
        params: Value,
    },
    /// The answer to a request of the server, which has no use for it.
    Response,
    /// What is none of these: what to answer, under no id.
    Malformed(Code, String),
}

/// The next message; none at the end of the input.
///
/// # Errors
/// When the input cannot be read; of the kind `FileTooLarge`, when a message is announced that is longer than any is.
pub(super) fn read(input: &mut impl BufRead) -> io::Result<Option<Incoming>> {
    let length = match header(input)? {
        None => return Ok(None),
        Some(Ok(length)) => length,
        // Where the message ends cannot be told; the next one begins with the next header.
        Some(Err(said)) => return Ok(Some(Incoming::Malformed(Code::InvalidRequest, format!("`{said}` is no length of a message")))),
    };
    if length > LONGEST_MESSAGE {
        return Err(io::Error::new(
            io::ErrorKind::FileTooLarge,
            format!("a message of {length} bytes is announced, and none may be longer than {} MB", LONGEST_MESSAGE >> 20),
        ));
    }
    let mut body = Vec::new();
    if input.take(length).read_to_end(&mut body)? as u64 != length {
        return Ok(None);
    }
    Ok(Some(match serde_json::from_slice(&body) {
        Ok(value) => message(value),
        Err(error) => Incoming::Malformed(Code::ParseError, format!("the message is not JSON: {error}")),
    }))
}

/// The longest message that is read, in bytes: the largest page, and what JSON adds to it.
const LONGEST_MESSAGE: u64 = 128 << 20;

/// The longest line of a header that is kept; none is as long.
const LONGEST_LINE: u64 = 4096;

/// The name of the header that gives a length.
const LENGTH: &[u8] = b"content-length:";

/// Bytes of a long line's end that are kept: a header of that name may begin there.
const KEPT: usize = 64;

/// The length that the header gives; what it says instead, where that is no number. Lines that are no header are passed over until one
/// gives a length and an empty line follows. A header may stand behind the rest of a message whose length was wrong.
fn header(input: &mut impl BufRead) -> io::Result<Option<Result<u64, String>>> {
    let mut length = None;
    let mut line = Vec::new();
    loop {
        let kept = if line.ends_with(b"\n") { 0 } else { line.len().min(KEPT) };
        line.drain(..line.len() - kept);
        if input.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        if line.trim_ascii().is_empty() && length.is_some() {
            return Ok(length);
        }
        let said = Some(&line).filter(|line| line.ends_with(b"\n")).and_then(|line| named_length(line));
        length = said.map(length_of).or(length);
    }
}

/// What a line says of a length.
fn named_length(line: &[u8]) -> Option<&[u8]> {
    let at = line.windows(LENGTH.len()).rposition(|name| name.eq_ignore_ascii_case(LENGTH))?;
    Some(line[at + LENGTH.len()..].trim_ascii())
}

/// A number, however long.
fn length_of(said: &[u8]) -> Result<u64, String> {
    let text = String::from_utf8_lossy(said);
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { Ok(text.parse().unwrap_or(u64::MAX)) } else { Err(text.chars().take(40).collect()) }
}

fn message(mut value: Value) -> Incoming {
    let id = value.get("id").cloned();
    let method = value.get("method").and_then(Value::as_str).map(str::to_owned);
    let params = value.get_mut("params").map(Value::take).unwrap_or_default();
    let is_answer = value.get("result").is_some() || value.get("error").is_some();
    match (id, method) {
        (Some(id), Some(method)) if id.is_string() || id.is_i64() || id.is_u64() => Incoming::Request { id, method, params },
        (None, Some(method)) => Incoming::Notification { method, params },
        (Some(_), None) if is_answer => Incoming::Response,
        _ => Incoming::Malformed(Code::InvalidRequest, "the message is neither a request nor a notification nor a response".to_owned()),
    }
}

/// Writes a message whole.
///
/// # Errors
/// When the output cannot be written.
pub(super) fn write(output: &mut impl Write, message: &Value) -> io::Result<()> {
    let text = message.to_string();
    write!(output, "Content-Length: {}\r\n\r\n{text}", text.len())?;
    output.flush()
}

/// The answer to a request.
pub(super) fn answer(id: Value, result: Result<Value, (Code, String)>) -> Value {
    match result {
        Ok(result) => json!({ "jsonrpc": "2.0", "id": id, "result": result }),
        Err((code, message)) => json!({ "jsonrpc": "2.0", "id": id, "error": { "code": code as i32, "message": message } }),
    }
}

pub(super) fn request(id: &str, method: &str, params: Value) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params })
}

pub(super) fn notification(method: &str, params: Value) -> Value {
    json!({ "jsonrpc": "2.0", "method": method, "params": params })
}
