package io.secretariat

/** Spans in texts that UTF-16 counts otherwise. */
internal fun Tests.text() {
    test("spans name the same text with emoji and from right to left") {
        for (before in listOf("", "👩‍👩‍👧‍👦 🎉 ", "שלום עולם ", "مرحبا بالعالم ", "e\u0301\u200f𝔘𝔫𝔦 ")) {
            val text = "${before}Pay EUR 1,200.50 by 31 March 2027 🎉"
            val found = values(text)
            same(found.map { it.span.slice(text) }, listOf("EUR 1,200.50", "by 31 March 2027"))
            same(found.map { text.substring(it.span.range(text)) }, found.map { it.text })
        }
    }

    test("evidence quotes what its span names") {
        Office.open().use { office ->
            val note = office.documents.add(Source.text("note.txt", "🎉🎉 שלום\n\nPlease pay EUR 99.00 by 31 March 2027."))
            val evidence = note.brief.deadlines.first().evidence
            same(evidence.span.slice(office.documents.text(note.id).text), evidence.quote)
            holds(evidence.quote.contains("31 March 2027"))
        }
    }

    test("a span beyond the text ends with it") {
        same(Span(1, 9).slice("a🎉b"), "🎉b")
        same(Span(1, 2).range("a🎉b"), 1 until 3)
        same(Span(4, 2).slice(""), "")
    }

    test("half a surrogate pair is read, and spans stay right") {
        val value = values("\ud83d EUR 5.00").single()
        same(value.text, "EUR 5.00")
        same(value.span.start, 2L)
        same(values("🎉\udf89\ud83d EUR 5.00").single().span.start, 4L)
    }
}
