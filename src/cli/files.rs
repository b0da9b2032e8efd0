//! Writing files: whole or not at all, and only where whoever asks for it means.
//!
//! A file is written under a random name beside its place, and renamed. What is no regular file (a device, a pipe) is written to as it
//! is. A link is followed to the file that it stands for, but none that leads out of the repository: a checkout may hold such links.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{Stop, interruption, output};
use crate::{pages, report};

/// What stands for standard output.
const STANDARD_OUTPUT: &str = "-";

/// Whether a path stands for standard output.
pub(super) fn is_standard_output(path: &Path) -> bool {
    path == Path::new(STANDARD_OUTPUT)
}

/// Writes a file: whole or not at all, with the owner and the mode that it has.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), Stop> {
    let failed = |error: io::Error| Stop::new(format!("{}: cannot be written: {error}", path.display()));
    match target(path)? {
        Target::StandardOutput => output::print(bytes).map(drop),
        Target::Stream(stream) => into_stream(&stream, bytes).map_err(failed),
        Target::File(file) => {
            let old = std::fs::metadata(&file).ok();
            if old.as_ref().is_some_and(|old| old.permissions().readonly()) || is_denied(path) {
                return Err(Stop::new(format!(
                    "{}: is write-protected, and is left as it was; make it writable to have it written",
                    path.display()
                )));
            }
            let notes = replace(&file, old.as_ref(), bytes).map_err(failed)?;
            for note in notes {
                output::note(&report::note_line(&format!("{}: {note}", path.display())));
            }
            Ok(())
        }
    }
}

/// The file that a path stands for, links followed; the path as it is where there is none yet.
pub(super) fn real(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let real = path.canonicalize().or_else(|_| folder.canonicalize().map(|folder| folder.join(path.file_name().unwrap_or_default())));
    real.or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned())
}

/// What is written to.
enum Target {
    StandardOutput,
    /// A device or a pipe.
    Stream(PathBuf),
    /// A regular file, or none yet; no link.
    File(PathBuf),
}

/// Links that are followed; a chain of more is a circle.
const MOST_LINKS: usize = 40;

fn target(path: &Path) -> Result<Target, Stop> {
    if is_standard_output(path) {
        return Ok(Target::StandardOutput);
    }
    let failed = |error: io::Error| Stop::new(format!("{}: cannot be written: {error}", path.display()));
    let no_name = || Stop::new(format!("{}: is not the name of a file", path.display()));
    let mut place = std::path::absolute(path).map_err(failed)?;
    let bounds = pages::bounds(&place);
    for _ in 0..MOST_LINKS {
        let name = place.file_name().ok_or_else(no_name)?.to_owned();
        let folder = place.parent().unwrap_or(Path::new("/")).canonicalize().map_err(failed)?;
        place = folder.join(&name);
        let is_link = place.is_symlink() && !is_of_process(&folder);
        if !is_link && bounds.as_ref().is_some_and(|bounds| !place.starts_with(bounds)) {
            return Err(Stop::new(format!(
                "{}: a link leads out of the repository (or of the current folder), to {}; nothing was written; name that file itself",
                path.display(),
                place.display()
            )));
        }
        if is_of_process(&folder) {
            let is_output = folder.ends_with(format!("{}/fd", std::process::id())) && name == "1";
            return Ok(if is_output { Target::StandardOutput } else { Target::Stream(place) });
        }
        match place.read_link() {
            Ok(to) => place = folder.join(to),
            Err(_) => return kind(&place).map_err(failed),
        }
    }
    Err(Stop::new(format!("{}: is a link that leads nowhere", path.display())))
}

fn kind(place: &Path) -> io::Result<Target> {
    match std::fs::metadata(place) {
        Ok(there) if there.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        Ok(there) if !there.is_file() => Ok(Target::Stream(place.to_owned())),
        Ok(_) => Ok(Target::File(place.to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Target::File(place.to_owned())),
        Err(error) => Err(error),
    }
}

/// Whether a link leads from a path in a repository to a file outside of it.
pub(super) fn is_led_out(path: &Path) -> bool {
    pages::bounds(path).is_some_and(|bounds| path.canonicalize().is_ok_and(|real| !real.starts_with(bounds)))
}

/// Whether a folder holds what a process has open, such as `/proc/self/fd`.
fn is_of_process(folder: &Path) -> bool {
    folder.starts_with("/proc") && folder.ends_with("fd")
}

/// Not under the guard of whole files: it may wait for a reader. One that stops reading ends the work well.
fn into_stream(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let written = OpenOptions::new().append(true).open(path).and_then(|mut stream| stream.write_all(bytes).and_then(|()| stream.flush()));
    written.or_else(|error| if error.kind() == io::ErrorKind::BrokenPipe { Ok(()) } else { Err(error) })
}

/// Whether a file may not be written by whoever runs this, though the folder lets it be replaced; also where the system follows no link
/// of somebody else.
fn is_denied(path: &Path) -> bool {
    let denied = |error: io::Error| error.kind() == io::ErrorKind::PermissionDenied;
    OpenOptions::new().write(true).open(path).err().is_some_and(denied)
}

/// Says what could not be kept.
fn replace(file: &Path, old: Option<&Metadata>, bytes: &[u8]) -> io::Result<Vec<&'static str>> {
    let folder = file.parent().unwrap_or(Path::new("/"));
    let _writing = interruption::put_off();
    let mut part = builder().tempfile_in(folder)?;
    part.write_all(bytes)?;
    let notes = old.map_or_else(|| Ok(Vec::new()), |old| keep(part.as_file(), old))?;
    part.persist(file).map_err(|error| error.error)?;
    Ok(notes)
}

/// Names that nobody can guess, and of which none is taken.
fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".driftlint-").suffix(".part");
    // Less what the user's mask takes away.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder
}

/// Gives the new file the owner and the mode of the old one.
#[cfg(unix)]
fn keep(new: &File, old: &Metadata) -> io::Result<Vec<&'static str>> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let mut notes = Vec::new();
    let own = new.metadata()?;
    if (own.uid(), own.gid()) != (old.uid(), old.gid()) && fchown(new, Some(old.uid()), Some(old.gid())).is_err() {
        if own.uid() != old.uid() {
            notes.push("belongs to you now, because only its owner could keep it");
        }
        if fchown(new, None, Some(old.gid())).is_err() && own.gid() != old.gid() {
            notes.push("belongs to a group of yours now, because only a member could keep its group");
        }
    }
    if old.nlink() > 1 {
        notes.push("had other names (hard links), which keep what it held before");
    }
    // After the owner, a change of whom takes bits away.
    new.set_permissions(old.permissions())?;
    Ok(notes)
}

/// Gives the new file the mode of the old one.
#[cfg(not(unix))]
fn keep(new: &File, old: &Metadata) -> io::Result<Vec<&'static str>> {
    new.set_permissions(old.permissions())?;
    Ok(Vec::new())
}
