//! Which types a program makes, which it gets, and which of those it does both with.

use std::collections::BTreeSet;

use crate::model::{Field, Shape, Surface, Type};

/// How the types of a surface are used.
pub(super) struct Forms {
    /// What results, events and calls of components hold: every field is there.
    given_back: BTreeSet<String>,
    /// What a program gets and makes as a part of something that only it makes, and may then leave fields out.
    input_forms: BTreeSet<String>,
}

impl Forms {
    pub(super) fn of(surface: &Surface) -> Self {
        let mut given_back = BTreeSet::new();
        for call in &surface.calls {
            reach(surface, &call.result, &mut given_back);
            call.event.iter().for_each(|event| reach(surface, event, &mut given_back));
        }
        for method in surface.callbacks.iter().flat_map(|callback| &callback.methods) {
            method.arguments.iter().for_each(|field| reach(surface, &field.kind, &mut given_back));
        }
        let mut made = BTreeSet::new();
        let inputs = surface.types.iter().filter(|declaration| !given_back.contains(&declaration.name));
        for declaration in inputs {
            fields(&declaration.shape).for_each(|field| reach(surface, &field.kind, &mut made));
        }
        let input_forms = made
            .into_iter()
            .filter(|name| given_back.contains(name) && may_leave_out(surface, name))
            .collect();
        Self { given_back, input_forms }
    }

    /// Whether only programs make the type, so that fields with a default may be left out.
    pub(super) fn is_input(&self, name: &str) -> bool {
        !self.given_back.contains(name)
    }

    /// Whether the type has a second declaration, `…Input`.
    pub(super) fn has_input_form(&self, name: &str) -> bool {
        self.input_forms.contains(name)
    }
}

/// Returns the fields of a shape.
pub(super) fn fields(shape: &Shape) -> Box<dyn Iterator<Item = &Field> + '_> {
    match shape {
        Shape::Id | Shape::Choice(_) => Box::new(std::iter::empty()),
        Shape::Record(fields) => Box::new(fields.iter()),
        Shape::Union(variants) => Box::new(variants.iter().flat_map(|variant| &variant.fields)),
    }
}

/// Whether a field of the type, or of what it holds, has a default.
fn may_leave_out(surface: &Surface, name: &str) -> bool {
    let mut all = BTreeSet::new();
    reach(surface, &Type::Named(name.to_owned()), &mut all);
    let shapes = all.iter().filter_map(|name| surface.declaration(name));
    shapes.into_iter().any(|found| fields(&found.shape).any(|field| field.default.is_some()))
}

/// Collects the named types that a type is made of.
fn reach(surface: &Surface, kind: &Type, found: &mut BTreeSet<String>) {
    match kind {
        Type::Optional(inner) | Type::List(inner) | Type::Map(inner) => reach(surface, inner, found),
        Type::Named(name) if found.insert(name.clone()) => {
            if let Some(declaration) = surface.declaration(name) {
                fields(&declaration.shape).for_each(|field| reach(surface, &field.kind, found));
            }
        }
        _ => {}
    }
}
