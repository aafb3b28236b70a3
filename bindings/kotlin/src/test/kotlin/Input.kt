package io.secretariat

import com.google.gson.JsonParser
import io.secretariat.SecretariatException.InvalidInput
import io.secretariat.SecretariatException.NotFound
import java.time.LocalDateTime

/** What a program may give by mistake. */
internal fun Tests.input() {
    test("wrong JSON is invalid input and names the place") {
        val cases = listOf(
            "null" to "source: expected an object, got null",
            "42" to "source: expected an object, got a number",
            "\"contract.pdf\"" to "source: expected an object, got a string",
            "[]" to "source: expected an object, got a list",
            """{"name": 3, "text": "a"}""" to "source.name: expected a string, got a number",
            """{"name": "a", "text": "a", "order": 1.5}""" to "source.order: expected a whole number",
            """{"name": "a", "text": "a", "order": null}""" to "source.order: expected a whole number, got null",
            """{"name": "a", "bytes": "text"}""" to "source.bytes: expected bytes, got a string",
            """{"name": "a", "bytes": 3}""" to "source.bytes: expected bytes",
            """{"name": "a", "text": "a", "colour": "red"}""" to "source.colour: there is no such field",
        )
        for ((source, part) in cases) {
            fails<InvalidInput>(part) { readSource(Read(JsonParser.parseString("""{"source": $source}"""))["source"]) }
        }
        fails<InvalidInput>("source: expected an object, got nothing") { readSource(Read(JsonParser.parseString("{}"))["source"]) }
        fails<InvalidInput>("limits.pages") { readSettings(Read(JsonParser.parseString("""{"limits": {"pages": "many"}}"""))) }
        fails<InvalidInput>("owner.addresses[1]") {
            readSettings(Read(JsonParser.parseString("""{"owner": {"addresses": ["a@b.example", 1]}}""")))
        }
        fails<InvalidInput>("isolation.path") { readSettings(Read(JsonParser.parseString("""{"isolation": {"type": "program"}}"""))) }
        fails<InvalidInput>("scope.type: expected one of all") {
            readSearchQuery(Read(JsonParser.parseString("""{"scope": {"type": "galaxy"}}""")))
        }
        fails<InvalidInput>("language: expected one of en") {
            readValueOptions(Read(JsonParser.parseString("""{"language": "tlh"}""")))
        }
        fails<InvalidInput>("reference: expected a date and time") {
            readValueOptions(Read(JsonParser.parseString("""{"reference": "tomorrow"}""")))
        }
        fails<InvalidInput>("now: expected an instant") { readReplay(Read(JsonParser.parseString("""{"now": "2026-13-01T00:00:00Z"}"""))) }
    }

    test("values out of their range are invalid input") {
        Office.open().use { office ->
            fails<InvalidInput> { office.documents.add(Source.text("a.txt", "a", order = -1)) }
            fails<InvalidInput>("exactly one") { office.documents.add(Source(name = "a.txt")) }
            fails<InvalidInput>("name") { office.documents.add(Source(text = "a")) }
            fails<InvalidInput> { office.documents.get(DocumentId("nothing")) }
            fails<InvalidInput>("Ranking.neighbours: expected a finite number") {
                office.documents.search(SearchQuery("a", ranking = Ranking(neighbours = Double.NaN)))
            }
            fails<InvalidInput> { office.documents.list(limit = -3) }
            fails<InvalidInput>("after") { office.documents.submit(emptyList()).events(after = -1).collect {} }
        }
        fails<InvalidInput> { Office.open(settings = Settings(timeZone = "Middle/Earth")) }
        fails<InvalidInput> { Office.open(settings = Settings(limits = Limits(pages = -1))) }
    }

    test("values that hide another type or null behind a cast are invalid input") {
        Office.open().use { office ->
            fails<InvalidInput>("documents.submit") { office.documents.submit(listOf<Any>("contract.pdf") as List<Source>) }
            fails<InvalidInput>("documents.submit") { office.documents.submit(listOf<Source?>(null) as List<Source>) }
            fails<InvalidInput>("documents.search") {
                office.documents.search(SearchQuery(filters = Filters(kinds = listOf<Any?>(1) as List<String>)))
            }
        }
        fails<InvalidInput>("check") { check("a", listOf<Any>(1) as List<CheckSource>) }
    }

    test("what does not exist is not found") {
        Office.open().use { office ->
            val id = office.documents.add(Source.text("note.txt", NOTE)).id.value
            val other = DocumentId(id.dropLast(1) + if (id.endsWith("0")) "1" else "0")
            fails<NotFound> { office.documents.get(other) }
            fails<NotFound> { office.documents.add(Source.file("/no/such/file.pdf")) }
            fails<NotFound> { office.communications.draft(DraftRequest.replyTo(other)) }
        }
    }

    test("a closed office refuses every call, and closing it twice changes nothing") {
        val office = Office.open()
        val document = office.documents.add(Source.text("note.txt", NOTE))
        office.close()
        office.close()
        fails<InvalidInput>("closed") { office.documents.get(document.id) }
        fails<InvalidInput>("closed") { office.documents.submit(listOf(Source.text("a.txt", "a"))) }
        fails<InvalidInput>("closed") { office.communications.newest() }
    }

    test("a changed value is checked by the methods of its type") {
        val document = parse("# Title\n\nText".encodeToByteArray(), "a.md")
        same(document.markdown().trim(), "# Title\n\nText")
        fails<InvalidInput> { document.copy(pages = -1).markdown() }
        fails<InvalidInput> { brief(document.copy(pages = -1), "a.md", LocalDateTime.parse("2026-03-02T09:00")) }
    }
}
