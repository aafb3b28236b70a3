//! What the writers of all languages see: types, calls, callbacks and errors, read from JSON Schema.

use serde_json::Value;

/// Everything that can be called, with its types.
pub(crate) struct Surface {
    pub(crate) version: String,
    /// The options of opening an office.
    pub(crate) open: Vec<Field>,
    pub(crate) calls: Vec<Call>,
    /// What returns the office as somebody else or elsewhere.
    pub(crate) views: Vec<View>,
    pub(crate) callbacks: Vec<Callback>,
    pub(crate) errors: Vec<ErrorClass>,
    pub(crate) types: Vec<Declaration>,
}

/// A kind of error.
pub(crate) struct ErrorClass {
    pub(crate) code: String,
    pub(crate) doc: String,
    pub(crate) retryable: bool,
    /// The status of a web service for it.
    pub(crate) http_status: u64,
    /// The name of the class, such as `NotFoundError`.
    pub(crate) class: String,
}

/// Whom a call belongs to.
#[derive(PartialEq, Eq)]
pub(crate) enum Belongs {
    /// A handle of the office, such as `documents`.
    Handle(String),
    /// A type: its value is the first argument, named `this`.
    Type(String),
    /// Nobody.
    Free,
}

/// How a call is made.
#[derive(PartialEq, Eq, Clone, Copy)]
pub(crate) enum Style {
    /// On an office, asynchronously.
    Method,
    /// On an office: starts long work with a stream of events.
    Job,
    /// Without an office, at once.
    Function,
    /// Without an office, on a thread of its own.
    SlowFunction,
}

/// Something to call.
pub(crate) struct Call {
    /// The whole name, as it crosses the border.
    pub(crate) path: String,
    pub(crate) belongs: Belongs,
    /// The last part of the name, in snake case.
    pub(crate) name: String,
    pub(crate) style: Style,
    pub(crate) doc: String,
    /// Without `this`.
    pub(crate) arguments: Vec<Field>,
    pub(crate) result: Type,
    pub(crate) event: Option<Type>,
}

/// A way to see an office.
pub(crate) struct View {
    /// In snake case, as it crosses the border.
    pub(crate) name: String,
    pub(crate) doc: String,
    pub(crate) arguments: Vec<Field>,
}

/// A component that the application brings: its methods.
pub(crate) struct Callback {
    /// The name of the interface, such as `Ocr`.
    pub(crate) name: String,
    pub(crate) doc: String,
    pub(crate) methods: Vec<CallbackMethod>,
}

/// A method of a component.
pub(crate) struct CallbackMethod {
    pub(crate) name: String,
    pub(crate) doc: String,
    pub(crate) arguments: Vec<Field>,
    pub(crate) result: Type,
}

/// A field of a record, or an argument.
#[derive(Clone)]
pub(crate) struct Field {
    /// In snake case, as it crosses the border.
    pub(crate) name: String,
    pub(crate) doc: String,
    pub(crate) kind: Type,
    /// What stands for it when it is left out; `None` when it must be given.
    pub(crate) default: Option<Value>,
}

/// A type.
#[derive(Clone, PartialEq)]
pub(crate) enum Type {
    Unit,
    String,
    Bool,
    Int,
    Float,
    Decimal,
    Date,
    Time,
    DateTime,
    Timestamp,
    Buffer,
    /// Any value of JSON.
    Json,
    Named(String),
    Optional(Box<Type>),
    List(Box<Type>),
    Map(Box<Type>),
}

/// A named type.
pub(crate) struct Declaration {
    pub(crate) name: String,
    pub(crate) doc: String,
    pub(crate) shape: Shape,
    /// Whether an application may make it: then fields with a default may be left out.
    pub(crate) input: bool,
}

/// What a named type is made of.
pub(crate) enum Shape {
    /// A string with a meaning.
    Id,
    /// One of several words.
    Choice(Vec<Word>),
    /// Fields.
    Record(Vec<Field>),
    /// One of several records, told apart by their field `type`.
    Union(Vec<Variant>),
}

/// A word of a choice.
pub(crate) struct Word {
    pub(crate) value: String,
    pub(crate) doc: String,
}

/// A record of a union.
pub(crate) struct Variant {
    /// The value of `type`.
    pub(crate) tag: String,
    pub(crate) doc: String,
    pub(crate) fields: Vec<Field>,
}

impl Surface {
    /// Returns the handles of an office, in order.
    pub(crate) fn handles(&self) -> Vec<&str> {
        let mut handles = Vec::new();
        for call in &self.calls {
            if let Belongs::Handle(handle) = &call.belongs
                && !handles.contains(&handle.as_str())
            {
                handles.push(handle.as_str());
            }
        }
        handles
    }

    /// Returns the calls that belong to a type.
    pub(crate) fn calls_of<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Call> {
        self.calls.iter().filter(move |call| matches!(&call.belongs, Belongs::Type(other) if other == name))
    }

    /// Finds a declaration.
    pub(crate) fn declaration(&self, name: &str) -> Option<&Declaration> {
        self.types.iter().find(|declaration| declaration.name == name)
    }
}
