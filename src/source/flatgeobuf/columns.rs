//! Properties: a number of a column, then its value, one after another.

use flatgeobuf::{Column, ColumnType};
use serde_json::{Map, Value};

/// The columns of a file or of a feature.
pub(super) struct Columns {
    columns: Vec<(String, ColumnType)>,
}

/// Bytes from which values are taken.
struct Bytes<'b>(&'b [u8]);

impl Columns {
    pub(super) fn of<'a>(columns: Option<impl IntoIterator<Item = Column<'a>>>) -> Self {
        let columns = columns.into_iter().flatten();
        Self { columns: columns.map(|column| (column.name().to_owned(), column.type_())).collect() }
    }

    /// The properties of a feature.
    ///
    /// # Errors
    /// What is wrong with the bytes, in words.
    pub(super) fn properties(&self, bytes: &[u8]) -> Result<Map<String, Value>, String> {
        let mut properties = Map::new();
        let mut bytes = Bytes(bytes);
        while !bytes.0.is_empty() {
            let short = || "its properties are cut off".to_owned();
            let number = u16::from_le_bytes(bytes.take().ok_or_else(short)?);
            let (name, kind) = self
                .columns
                .get(usize::from(number))
                .ok_or_else(|| format!("a property is of the column {number}, which is none"))?;
            let value = bytes.value(*kind).ok_or_else(short)?;
            properties.insert(name.clone(), value);
        }
        Ok(properties)
    }
}

impl<'b> Bytes<'b> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*taken)
    }

    /// Bytes with their count before them.
    fn counted(&mut self) -> Option<&'b [u8]> {
        let count = usize::try_from(u32::from_le_bytes(self.take()?)).ok()?;
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn value(&mut self, kind: ColumnType) -> Option<Value> {
        Some(match kind {
            ColumnType::Byte => i8::from_le_bytes(self.take()?).into(),
            ColumnType::UByte => u8::from_le_bytes(self.take()?).into(),
            ColumnType::Bool => (self.take::<1>()? != [0]).into(),
            ColumnType::Short => i16::from_le_bytes(self.take()?).into(),
            ColumnType::UShort => u16::from_le_bytes(self.take()?).into(),
            ColumnType::Int => i32::from_le_bytes(self.take()?).into(),
            ColumnType::UInt => u32::from_le_bytes(self.take()?).into(),
            ColumnType::Long => i64::from_le_bytes(self.take()?).into(),
            ColumnType::ULong => u64::from_le_bytes(self.take()?).into(),
            ColumnType::Float => f64::from(f32::from_le_bytes(self.take()?)).into(),
            ColumnType::Double => f64::from_le_bytes(self.take()?).into(),
            ColumnType::String | ColumnType::DateTime => {
                String::from_utf8_lossy(self.counted()?).into_owned().into()
            }
            ColumnType::Json => serde_json::from_slice(self.counted()?).unwrap_or_default(),
            // Bytes say nothing that a map could show.
            ColumnType::Binary => self.counted().map(|_| Value::Null)?,
            _ => return None,
        })
    }
}
