//! The fonts that are built in: Noto Sans for words, others of its family for what it lacks.
//!
//! No font of the system is used, so that a letter looks the same on every machine.

use std::collections::HashMap;
use std::sync::Arc;

use krilla::text::Font;
use parley::fontique::{Blob, Collection, CollectionOptions, SourceCache};
use parley::{BaseDirection, FontContext, FontData, LayoutContext};

use crate::communications::render::words::is_turned;

/// The families in the order in which a letter is looked up.
pub(super) const FAMILIES: [&str; 6] = [
    "Noto Sans",
    "Noto Sans Hebrew",
    "Noto Sans Arabic",
    "Noto Sans Math",
    "Noto Sans Symbols2",
    "Noto Emoji",
];

const FILES: [&[u8]; 7] = [
    include_bytes!("../../../../data/fonts/NotoSans-Regular.ttf"),
    include_bytes!("../../../../data/fonts/NotoSans-Bold.ttf"),
    include_bytes!("../../../../data/fonts/NotoSansHebrew-Regular.ttf"),
    include_bytes!("../../../../data/fonts/NotoSansArabic-Regular.ttf"),
    include_bytes!("../../../../data/fonts/NotoSansMath-Regular.ttf"),
    include_bytes!("../../../../data/fonts/NotoSansSymbols2-Regular.ttf"),
    include_bytes!("../../../../data/fonts/NotoEmoji-Regular.ttf"),
];

/// The fonts of one file in the making, and the working memory of the layout.
pub(super) struct Fonts {
    pub(super) context: FontContext,
    pub(super) layout: LayoutContext<()>,
    /// The direction in which the language of the draft is read, whatever a line begins with.
    pub(super) direction: BaseDirection,
    known: HashMap<(u64, u32), Font>,
}

impl Fonts {
    pub(super) fn new(language: &str) -> Self {
        let mut collection = Collection::new(CollectionOptions { shared: false, system_fonts: false });
        for file in FILES {
            collection.register_fonts(Blob::new(Arc::new(file)), None);
        }
        let context = FontContext { collection, source_cache: SourceCache::default() };
        let direction = if is_turned(language) { BaseDirection::Rtl } else { BaseDirection::Ltr };
        Self { context, layout: LayoutContext::new(), direction, known: HashMap::new() }
    }

    /// Returns a font of the layout as the file embeds it; `None` for a font that is broken.
    pub(super) fn embedded(&mut self, font: &FontData) -> Option<Font> {
        let (data, id) = font.data.clone().into_raw_parts();
        if let Some(known) = self.known.get(&(id, font.index)) {
            return Some(known.clone());
        }
        let made = Font::new(data.into(), font.index)?;
        self.known.insert((id, font.index), made.clone());
        Some(made)
    }
}
