//! Bytes become records that know their place in the file.
//!
//! [`files::Files`] is the only part of the library that reads files. The readers beside it take
//! bytes and give records, each with its [`Location`](crate::diagnostic::Location), and every
//! problem at once as [`Diagnostics`](crate::diagnostic::Diagnostics). Geometry that leaves this
//! floor is finite, closed, wound as RFC 7946 asks, and WGS 84 longitude and latitude.

pub mod collection;
pub mod csv;
pub(crate) mod epsg;
pub mod files;
mod flatgeobuf;
pub mod format;
pub mod geojson;
mod geometry;
mod geopackage;
mod glob;
pub mod grid;
mod intake;
mod kml;
pub mod limits;
mod locate;
mod reference;
mod shapefile;
mod sqlite;
pub mod text;
pub mod toml;
mod topojson;
mod unpack;
pub mod wkt;
