package io.secretariat

import com.google.gson.JsonParser

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

    test("an answer is read as it was written") {
        fun answer(json: String) = WireReader(json.encodeToByteArray(), listOf(byteArrayOf(7)))
        same(takeSpan(answer("""{"start":1,"later":[{"}":"\""}],"end":2}""")), Span(1, 2))
        same(takeSpan(answer("""{"end":2,"start":1}""")), Span(1, 2))
        same(answer("\"a\\\"b\\\\ \\ud83c\\udf89 \\n🎉\"").text(), "a\"b\\ 🎉 \n🎉")
        same(answer("[0.1,-2.5,0.30000000000000004,1e-7,3]").list(WireReader::float), listOf(0.1, -2.5, 0.30000000000000004, 1e-7, 3.0))
        same(answer("[-7,9999999999999999]").list(WireReader::int), listOf(-7L, 9_999_999_999_999_999))
        same(answer("[null,true]").list { it.optional(WireReader::bool) }, listOf(null, true))
        same(answer("0").buffer().single().toInt(), 7)
        same(answer("""{"a":[1,{"b":"}"}]}""").any(), JsonParser.parseString("""{"a":[1,{"b":"}"}]}"""))
    }

    test("a broken answer is an internal error") {
        val broken = listOf("", "{", "{\"start", "{\"start\":1", "{\"start\":1,\"end\":\"2\"}", "{\"start\":1}", "{\"start\":1.5,\"end\":2}", "[]")
        for (json in broken) fails<SecretariatException.Internal> { takeSpan(WireReader(json.encodeToByteArray())) }
        fails<SecretariatException.Internal> { takePlace(WireReader("{\"type\":\"holodeck\"}".encodeToByteArray())) }
        fails<SecretariatException.Internal> { WireReader("[".repeat(100_000).encodeToByteArray()).skip() }
    }
}
