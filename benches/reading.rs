//! What reading the built-in rulebook on one patient takes: `cargo bench`.

use std::error::Error;
use std::hint::black_box;
use std::rc::Rc;

use candor::form::Form;
use candor::form::file::FormFile;
use candor::meaning::many::{ColumnPool, FORMS, FormBatch, Many};
use candor::meaning::one::One;
use candor::meaning::read;
use candor::rulebook::{BUILTIN, Rulebook};
use candor::screening::Screening;
use candor::screening::summary::Summary;
use candor::text::SourceText;
use candor::ui::Ui;
use criterion::{Criterion, criterion_group, criterion_main};

fn patient() -> Result<(SourceText, Rulebook, Form, &'static Ui), Box<dyn Error>> {
    let source = SourceText::new(BUILTIN.0, BUILTIN.1);
    let rulebook = Rulebook::read(&source)?;
    let text = include_str!("../examples/case.yaml").to_owned();
    let file = FormFile::read(&SourceText::new("case.yaml", text))?;
    let form = file.bind(&rulebook, jiff::civil::date(2026, 11, 20)).map_err(|_| "the example is no form")?;
    Ok((source, rulebook, form, Ui::english()))
}

fn readings(criterion: &mut Criterion) {
    let Ok((source, rulebook, form, ui)) = patient() else { return };
    criterion.bench_function("read the rulebook", |bench| bench.iter(|| Rulebook::read(black_box(&source)).is_ok()));
    criterion.bench_function("one reading of a form", |bench| {
        bench.iter(|| read(&rulebook, &mut One::new(&rulebook, black_box(&form.answers))));
    });
    let (mut slice, store) = (FormBatch::new(&rulebook), Rc::new(ColumnPool::default()));
    (0..FORMS).for_each(|_| slice.push(&form.answers));
    criterion.bench_function(&format!("a slice of {FORMS} forms"), |bench| {
        bench.iter(|| read(&rulebook, &mut Many::new(&rulebook, black_box(&slice), &store)));
    });
    criterion.bench_function("a whole summary", |bench| {
        bench.iter(|| Summary::of(&Screening::new(&rulebook, black_box(&form)), ui));
    });
}

criterion_group!(benches, readings);
criterion_main!(benches);
