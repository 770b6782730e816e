//! All integration tests in one binary: linking is slow.

mod any_data;
mod atlas_karabakh;
mod bad_input;
mod command;
mod diagnostics;
mod documents;
mod everything;
mod fade;
mod files_written;
mod film;
mod floors;
mod formats;
mod frames;
mod geodesic_areas;
mod golden;
mod licenses;
mod painters_agree;
mod pdf;
mod pdf_reader;
mod picture;
mod shares;
mod source_text;
mod tables;
mod topology;
