use super::record::{Encoding, Value, values};
use super::*;

#[test]
fn records_have_values_of_every_sort() {
    let record = [
        10, 0, 1, 2, 5, 7, 8, 9, 14, 17,   // the head: its size and nine sorts
        0xff, // -1
        0x01, 0x00, // 256
        0x80, 0, 0, 0, 0, 0, // the least of six bytes
        0x3f, 0xf8, 0, 0, 0, 0, 0, 0, // 1.5
        0xab, b'h', b'i',
    ];
    assert_eq!(
        values(&record, Encoding::Utf8).unwrap(),
        [
            Value::Null,
            Value::Integer(-1),
            Value::Integer(256),
            Value::Integer(-(1 << 47)),
            Value::Real(1.5),
            Value::Integer(0),
            Value::Integer(1),
            Value::Blob(vec![0xab]),
            Value::Text("hi".to_owned()),
        ]
    );
    for (encoding, text) in [(Encoding::Utf16Le, [0x53, 5]), (Encoding::Utf16Be, [5, 0x53])] {
        let read = values(&[2, 17, text[0], text[1]], encoding).unwrap();
        assert_eq!(read, [Value::Text("\u{553}".to_owned())]);
    }
    assert!(values(&record[..20], Encoding::Utf8).is_err());
    assert!(values(&[2, 10], Encoding::Utf8).is_err());
}

#[test]
fn the_head_is_not_believed() {
    let mut head = vec![0; HEAD];
    head[..MAGIC.len()].copy_from_slice(MAGIC);
    for (size, reserved) in [([0, 0], 0), ([3, 0], 0), ([2, 0], 100)] {
        head[16..18].copy_from_slice(&size);
        head[20] = reserved;
        assert!(Database::of(&head).is_err());
    }
    head[16..18].copy_from_slice(&[0, 1]);
    assert!(Database::of(&head).unwrap().tables().is_err());
}
