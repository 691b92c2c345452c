//! Takes out of a photo or a video where and with what it was taken, and leaves what it shows as it is: no pixel is
//! encoded again. Without I/O; what comes in is anything that somebody calls a photo.
//!
//! Map: [`jpeg`] makes a photo anew without its notes; [`mp4`] overwrites a video's notes where they stand.

pub mod jpeg;
pub mod mp4;
