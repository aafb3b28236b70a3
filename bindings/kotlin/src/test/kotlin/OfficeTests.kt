package io.secretariat

import io.secretariat.SecretariatException.InvalidInput
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import java.io.File
import java.math.BigDecimal
import java.time.Instant
import java.time.LocalDate
import java.time.LocalDateTime
import java.time.LocalTime
import kotlin.io.path.createTempDirectory

/** What an office is for. */
internal fun Tests.office() {
    test("documents are understood, found again and answered from") {
        val folder = createTempDirectory("secretariat-test").toFile()
        val replay = Replay(now = Instant.parse("2026-11-26T09:00:00Z"), seed = 7)
        try {
            val added = Office.open(folder.path, replay = replay).use { office ->
                val lease = office.documents.add(Source.file(ROOT.resolve("examples/files/lease-Speicherhof-3.pdf")))
                same(lease.brief.kind, DocumentKind.CONTRACT)
                holds(lease.brief.deadlines.any { it.evidence.place.toString().startsWith("page ") }) { "${lease.brief.deadlines}" }
                val answer = office.documents.ask("When does the lease end?")
                holds(answer.found && answer.evidence.first().document == lease.id) { "$answer" }
                same(office.documents.add(Source.file(ROOT.resolve("examples/files/lease-Speicherhof-3.pdf"))).id, lease.id)
                lease
            }
            Office.open(folder.path, replay = replay).use { office ->
                same(office.documents.find("lease-Speicherhof-3.pdf"), added)
                val bytes = ROOT.resolve("examples/files/lease-Speicherhof-3.pdf").toFile().readBytes()
                holds(office.documents.original(added.id).contentEquals(bytes))
            }
        } finally {
            folder.deleteRecursively()
        }
    }

    test("the first program prints the same lines in every language") {
        Office.open(replay = Replay(now = Instant.parse("2026-11-26T09:00:00Z"), seed = 7)).use { office ->
            val contract = office.documents.add(Source.file(ROOT.resolve("examples/files/lease-Speicherhof-3.pdf")))
            val lines = contract.brief.deadlines.map { "${it.due} ${it.title} (${it.evidence.place})" }.toMutableList()
            val answer = office.documents.ask("When must we give notice?")
            lines += "${answer.text} \"${answer.evidence.first().quote}\""
            val draft = office.communications.draft(DraftRequest(replyTo = contract.id, say = "We will not renew."))
            draft.ensureSendable()
            lines += draft.text()
            same(lines.joinToString("\n"), ROOT.resolve("conformance/program.txt").toFile().readText())
        }
    }

    test("a job is a flow that can be collected again from any event, and an outcome that can be asked for again") {
        Office.open().use { office ->
            val job = office.documents.submit(listOf(Source.text("note.txt", NOTE), Source.file("/no/such/file.pdf")))
            val events = job.events().toList()
            same(events.count { it.step is Step.Finished }, 1)
            holds(events.any { (it.step as? Step.Failed)?.kind == ErrorKind.NOT_FOUND }) { "$events" }
            same(job.events(after = 2).toList(), events.drop(2))
            same(job.events(after = 99).map { it.name }.toList(), emptyList<Any>())
            val (read, missing) = job.await()
            same(read.document?.name, "note.txt")
            same(missing.error?.code, ErrorKind.NOT_FOUND)
            same(job.await().size, 2)
            // What has ended is not stopped.
            job.cancel()
            same(job.await().size, 2)
        }
    }

    test("a hundred calls at the same time all come back") {
        Office.open().use { office ->
            val ids = coroutineScope {
                List(100) { at -> async(Dispatchers.Default) { office.documents.add(Source.text("note-$at.txt", "$NOTE It is note $at.")).id } }.awaitAll()
            }
            same(ids.toSet().size, 100)
            val names = coroutineScope {
                ids.map { id -> async(Dispatchers.Default) { office.documents.get(id).name } }.awaitAll()
            }
            same(names, List(100) { "note-$it.txt" })
        }
    }

    test("a reply is drafted from the documents and checked") {
        Office.open().use { office ->
            val mail = office.documents.add(Source.file(ROOT.resolve("examples/files/mail-3-open-questions.eml")))
            val draft = office.communications.draft(DraftRequest.replyTo(mail.id, saying = "Thank you."))
            holds(draft.text().contains("Thank you.")) { draft.text() }
            same(draft.isSendable(), runCatching { draft.ensureSendable() }.isSuccess)
            holds(draft.eml().decodeToString().contains("Subject:"))
            same(office.communications.get(draft.id), draft)
        }
    }

    test("native types cross and come back") {
        val amount = values("EUR 1,200.50").single().readings.filterIsInstance<Reading.Amount>().single()
        same(amount.number, BigDecimal("1200.5"))
        val day = values("31 March 2027").single().readings.filterIsInstance<Reading.Date>().first()
        same(day.date, LocalDate.of(2027, 3, 31))
        val options = ValueOptions(reference = LocalDateTime.of(2026, 3, 2, 9, 0))
        val tomorrow = values("tomorrow", options).single().readings.filterIsInstance<Reading.Date>().first()
        same(tomorrow.date, LocalDate.of(2026, 3, 3))
        val time = values("at 10:30").single().readings.filterIsInstance<Reading.Time>().first()
        same(time.time, LocalTime.of(10, 30))
        holds(values("EUR 1,200.50").single().isEqualTo(values("1.200,50 €", ValueOptions(Language.DE)).single()))
        for (day in listOf(LocalDate.of(-43, 3, 15), LocalDate.of(2026, 1, 1))) same(readLocalDate(day), day)
    }

    test("what holds bytes is equal when the bytes are, and does not print them") {
        same(Source.bytes("a.pdf", byteArrayOf(1, 2)), Source.bytes("a.pdf", byteArrayOf(1, 2)))
        same(Source.bytes("a.pdf", byteArrayOf(1)).hashCode(), Source.bytes("a.pdf", byteArrayOf(1)).hashCode())
        holds(Source.bytes("a.pdf", byteArrayOf(1)) != Source.bytes("a.pdf", byteArrayOf(2)))
        holds(Source.bytes("a.pdf", byteArrayOf(1)).toString().contains("bytes=1 bytes"))
        same(DocumentId("doc_1").toString(), "doc_1")
        same(Place.Page(3).toString(), "page 3")
        same(DocumentKind.INVOICE.toString(), "invoice")
    }

    test("the parser program of the package is found beside the native library") {
        val program = parserProgram() ?: throw AssertionError("there is none")
        holds(File(program).canExecute())
        val wrong = Settings(isolation = Isolation.Program("/no/such/program"))
        fails<SecretariatException> { Office.open(settings = wrong).use { it.documents.add(Source.text("a.txt", "a")) } }
        fails<InvalidInput> { Office.open(folder = "/dev/null/office") }
    }
}

private fun readLocalDate(day: LocalDate): LocalDate = Read(Write().json(day)).date()
