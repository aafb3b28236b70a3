//! Feeds a page to html5ever tag by tag, so that every node knows its bytes, the budget is checked on the
//! way, and nesting stays bounded.

use std::cell::Cell;

use html5ever::TokenizerResult;
use html5ever::buffer_queue::BufferQueue;
use html5ever::interface::Tracer;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink};

use super::dom::{Handle, Sink, Tree};
use crate::documents::Budget;
use crate::error::Result;

/// Open elements beyond this number are not nested further: browsers stop at 512, too. The tree builder
/// searches its open elements for every tag, so this also keeps its time linear.
const OPEN_ELEMENTS: usize = 512;
/// How many tags pass between two counts of the open elements.
const COUNT_EVERY: u32 = 64;
/// How many bytes are read between two looks at the budget.
const CHECK_EVERY: usize = 16 << 10;

/// Builds the tree of a page.
///
/// # Errors
/// `limit_exceeded` when memory or time is used up.
pub(super) fn build(text: &str, budget: &Budget) -> Result<Tree> {
    let options = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let guard = DepthGuard {
        inner: TreeBuilder::new(Sink::new(), options),
        tags: Cell::new(0),
        too_deep: Cell::new(false),
    };
    let tokenizer = Tokenizer::new(guard, TokenizerOpts::default());
    let queue = BufferQueue::default();
    let mut checked = 0;
    for (start, end) in chunks(text) {
        tokenizer.sink.inner.sink.reading(start, end);
        queue.push_back(StrTendril::from_slice(text.get(start..end).unwrap_or_default()));
        // The tokenizer pauses after a script or a `<meta charset>`: neither matters here.
        while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
        if end - checked > CHECK_EVERY {
            checked = end;
            budget.charge(tokenizer.sink.inner.sink.take_allocated())?;
        }
    }
    tokenizer.end();
    budget.charge(tokenizer.sink.inner.sink.take_allocated())?;
    Ok(tokenizer.sink.inner.sink.finish())
}

/// Cuts before every `<`.
fn chunks(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut starts = memchr::memchr_iter(b'<', text.as_bytes()).filter(|&at| at > 0);
    let mut start = 0;
    std::iter::from_fn(move || {
        if start >= text.len() {
            return None;
        }
        let end = starts.next().unwrap_or(text.len());
        Some((std::mem::replace(&mut start, end), end))
    })
}

struct DepthGuard {
    inner: TreeBuilder<Handle, Sink>,
    tags: Cell<u32>,
    too_deep: Cell<bool>,
}

struct Count(Cell<usize>);

impl Tracer for Count {
    type Handle = Handle;

    fn trace_handle(&self, _: &Handle) {
        self.0.set(self.0.get() + 1);
    }
}

impl TokenSink for DepthGuard {
    type Handle = Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Handle> {
        if let Token::TagToken(tag) = &token {
            self.tags.set(self.tags.get().wrapping_add(1));
            if self.tags.get().is_multiple_of(COUNT_EVERY) {
                let count = Count(Cell::new(0));
                self.inner.trace_handles(&count);
                self.too_deep.set(count.0.get() > OPEN_ELEMENTS);
            }
            // Elements whose content is not markup switch the tokenizer and close at once: they must pass.
            let raw = matches!(
                &*tag.name,
                "script" | "style" | "title" | "textarea" | "xmp" | "iframe" | "noembed" | "noframes"
            );
            if self.too_deep.get() && tag.kind == TagKind::StartTag && !raw {
                return TokenSinkResult::Continue;
            }
        }
        self.inner.process_token(token, line)
    }

    fn end(&self) {
        self.inner.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.inner.adjusted_current_node_present_but_not_in_html_namespace()
    }
}
