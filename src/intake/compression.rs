//! Compressed inputs: gzip and Zstandard, by their magic numbers.

use std::io::{self, BufRead, BufReader, Cursor, Read};

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

/// The file name endings of compressed inputs; the ending of the format comes before them.
pub const ENDINGS: [&str; 2] = ["gz", "zst"];

const GZIP: &[u8] = b"\x1F\x8B";
const ZSTANDARD: [u8; 4] = *b"\x28\xB5\x2F\xFD";
/// The magic number of a skippable Zstandard frame, after a first byte from 0x50 to 0x5F; such a frame may come first.
const SKIPPED: [u8; 3] = *b"\x2A\x4D\x18";

/// Returns the decompressed input (gzip or Zstandard, by magic number); other input passes through.
///
/// # Errors
/// Returns an error if it cannot be read.
pub fn decompressed(input: Box<dyn Read + Send>) -> io::Result<Box<dyn Read + Send>> {
    let (start, rest) = begun(input, ZSTANDARD.len())?;
    let skipped = matches!(start[..], [0x50..=0x5F, ref rest @ ..] if rest == SKIPPED);
    let (gzip, zstandard) = (start.starts_with(GZIP), start == ZSTANDARD || skipped);
    let whole = Cursor::new(start).chain(rest);
    Ok(match (gzip, zstandard) {
        (true, _) => Box::new(MultiGzDecoder::new(BufReader::with_capacity(1 << 16, whole))),
        (_, true) => Box::new(ZstdFrames {
            source: Box::new(BufReader::with_capacity(1 << 16, whole)),
            decoder: Box::new(FrameDecoder::new()),
            begun: false,
        }),
        _ => Box::new(whole),
    })
}

/// Reads the first bytes of an input, `most` or all that can be read, and returns them with the rest.
///
/// # Errors
/// Returns an error if not even one byte can be read; a later error is returned by the rest.
pub(super) fn begun(mut input: Box<dyn Read + Send>, most: usize) -> io::Result<(Vec<u8>, Box<dyn Read + Send>)> {
    let mut start = Vec::new();
    match input.by_ref().take(most as u64).read_to_end(&mut start) {
        Err(error) if start.is_empty() => Err(error),
        Err(error) => Ok((start, Box::new(FailingRead(Some(error))))),
        Ok(_) => Ok((start, input)),
    }
}

/// The end of an input that failed: returns the error at the first read, and then the end of input.
pub(super) struct FailingRead(pub(super) Option<io::Error>);

impl Read for FailingRead {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// The frames of a Zstandard input, one after another.
struct ZstdFrames {
    source: Box<dyn BufRead + Send>,
    decoder: Box<FrameDecoder>,
    /// A frame is begun and not yet read to its end.
    begun: bool,
}

impl ZstdFrames {
    /// Begins the next frame, passing over skippable ones; `false` at the end of the input.
    fn begin(&mut self) -> io::Result<bool> {
        while !self.source.fill_buf()?.is_empty() {
            match self.decoder.init(&mut self.source) {
                Ok(()) => {
                    self.begun = true;
                    return Ok(true);
                }
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                    let skipped = io::copy(&mut self.source.by_ref().take(length.into()), &mut io::sink())?;
                    if skipped < u64::from(length) {
                        return Err(io::ErrorKind::UnexpectedEof.into());
                    }
                }
                Err(error) => return Err(io::Error::new(io::ErrorKind::InvalidData, error.to_string())),
            }
        }
        Ok(false)
    }

    /// Ends a frame. If it carries a checksum, the bytes read must match it.
    fn end(&mut self) -> io::Result<()> {
        self.begun = false;
        match self.decoder.get_checksum_from_data() {
            Some(sum) if Some(sum) != self.decoder.get_calculated_checksum() => {
                Err(io::Error::new(io::ErrorKind::InvalidData, "the checksum of the compressed data is another"))
            }
            _ => Ok(()),
        }
    }
}

impl Read for ZstdFrames {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        while !bytes.is_empty() {
            if !self.begun && !self.begin()? {
                return Ok(0);
            }
            while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                let decoded =
                    self.decoder.decode_blocks(&mut self.source, BlockDecodingStrategy::UptoBytes(bytes.len()));
                decoded.map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error.to_string()))?;
            }
            match self.decoder.read(bytes)? {
                0 => self.end()?,
                read => return Ok(read),
            }
        }
        Ok(0)
    }
}
