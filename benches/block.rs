//! What one block of a table takes, step by step: fields to answers, answers to standings, standings to rows.
//! `cargo bench --bench block`.

use std::error::Error;
use std::hint::black_box;
use std::io::Cursor;
use std::rc::Rc;

use candor::fast::FastLane;
use candor::fast::write::{self, RowBuffer, RowKeys};
use candor::intake::FormSource;
use candor::intake::blocks::RecordBlock;
use candor::meaning::many::{ColumnPool, FORMS, FormBatch, Many};
use candor::meaning::read;
use candor::report::csv::ResultTable;
use candor::rulebook::Rulebook;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

/// The forms of the example, as often as a slice has room.
fn forms() -> Vec<u8> {
    let example = include_str!("../examples/forms.csv");
    let (headings, rows) = example.split_once('\n').unwrap_or_default();
    let rows = rows.lines().cycle().take(FORMS);
    [headings].into_iter().chain(rows).flat_map(|line| [line, "\n"]).collect::<String>().into_bytes()
}

fn steps(criterion: &mut Criterion) -> Result<(), Box<dyn Error>> {
    let rulebook = Rulebook::builtin()?;
    let FormSource { decoder, mut records, .. } =
        FormSource::open("forms.csv", Box::new(Cursor::new(forms())), None, &rulebook)?;
    let mut block = RecordBlock::default();
    records.next_block(&mut block)?;
    let mut lane =
        FastLane::new(&rulebook, &decoder, records.boundary(), jiff::civil::date(2026, 11, 20)).ok_or("no lane")?;
    let (mut slice, store, table) =
        (FormBatch::new(&rulebook), Rc::new(ColumnPool::default()), ResultTable::of(&rulebook));

    let mut group = criterion.benchmark_group("a block");
    group.throughput(Throughput::Elements(FORMS as u64));
    group.bench_function("parse", |bench| {
        bench.iter(|| {
            slice.clear();
            for rows in black_box(&block).spans().chunks(FastLane::ROWS) {
                let first = slice.add(rows.len());
                lane.begin(&block, rows, &mut slice, first);
                for (row, record) in rows.iter().enumerate() {
                    black_box(lane.try_row(&block, *record, row, &mut slice, first + row));
                }
            }
        });
    });
    group.bench_function("evaluate", |bench| {
        bench.iter(|| read(&rulebook, &mut Many::new(&rulebook, black_box(&slice), &store)));
    });
    let read = read(&rulebook, &mut Many::new(&rulebook, &slice, &store));
    let (mut keys, mut page) = (RowKeys::default(), RowBuffer::default());
    (0..slice.len()).for_each(|form| keys.push(form, b"AB123", form as u64 + 1));
    group.bench_function("format", |bench| {
        bench.iter(|| {
            page.clear();
            write::rows(&table, black_box(&read), &slice, &keys, &mut page)
        });
    });
    group.finish();
    Ok(())
}

#[expect(clippy::panic, reason = "without its block there is nothing to measure")]
fn block(criterion: &mut Criterion) {
    steps(criterion).unwrap_or_else(|error| panic!("{error}"));
}

criterion_group!(benches, block);
criterion_main!(benches);
