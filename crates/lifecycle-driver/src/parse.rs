//! Parsing on all cores: the pieces of all files are independent, so they are shared out among threads.

use lifecycle_syntax::{ParsedPiece, Piece, parse_piece, split};
use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Bytes that a thread takes at a time: large enough that taking is free, small enough that threads finish together.
const BATCH: usize = 32 * 1024;

/// One piece: where it starts, and what it says.
pub(crate) type Parsed = (u32, Arc<ParsedPiece>);

/// Pieces of one file that one thread parses in one go.
struct Batch<'t> {
    file: usize,
    text: &'t str,
    pieces: Vec<Piece>,
}

/// Splits and parses texts. The result has one list of pieces per text, in order.
pub(crate) fn parse_texts(texts: &[&str]) -> Vec<Vec<Parsed>> {
    let batches = batches(texts);
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(batches.len());
    let mut parsed: Vec<(usize, Vec<Parsed>)> = if threads <= 1 {
        batches.iter().map(parse_batch).enumerate().collect()
    } else {
        let next = AtomicUsize::new(0);
        let work = || {
            let mut done = Vec::new();
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                let Some(batch) = batches.get(index) else { return done };
                done.push((index, parse_batch(batch)));
            }
        };
        thread::scope(|scope| {
            let workers: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
            let mut all = work();
            for worker in workers {
                match worker.join() {
                    Ok(done) => all.extend(done),
                    // Parsing does not panic; if it ever does, the panic must not turn into a missing declaration.
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
            all
        })
    };
    parsed.sort_by_key(|(index, _)| *index);
    let mut files: Vec<Vec<Parsed>> = texts.iter().map(|_| Vec::new()).collect();
    for ((_, pieces), batch) in parsed.into_iter().zip(&batches) {
        if let Some(file) = files.get_mut(batch.file) {
            file.extend(pieces);
        }
    }
    files
}

fn batches<'t>(texts: &[&'t str]) -> Vec<Batch<'t>> {
    let mut batches: Vec<Batch<'t>> = Vec::new();
    for (file, text) in texts.iter().enumerate() {
        let mut start = 0;
        for piece in split(text) {
            match batches.last_mut() {
                Some(batch) if batch.file == file && piece.end as usize - start <= BATCH => batch.pieces.push(piece),
                _ => {
                    start = piece.start as usize;
                    batches.push(Batch { file, text, pieces: vec![piece] });
                }
            }
        }
    }
    batches
}

fn parse_batch(batch: &Batch<'_>) -> Vec<Parsed> {
    let parse = |piece: &Piece| {
        let text = batch.text.get(piece.start as usize..piece.end as usize).unwrap_or_default();
        (piece.start, Arc::new(parse_piece(text, piece)))
    };
    batch.pieces.iter().map(parse).collect()
}
