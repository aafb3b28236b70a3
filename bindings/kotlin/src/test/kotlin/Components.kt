package io.secretariat

import io.secretariat.SecretariatException.LimitExceeded
import io.secretariat.native.NativeFailure
import io.secretariat.native.NativeMessage
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.withTimeout
import java.util.concurrent.CountDownLatch
import kotlin.io.path.readBytes

private val WORD = OcrWord(text = "Invoice", area = Area(10.0, 10.0, 80.0, 20.0), confidence = 0.9, paragraph = 1, line = 1)
private val PAGE = OcrPage(width = 100, height = 100, words = listOf(WORD))
private val SCAN = ROOT.resolve("examples/files/scan-nordmark.png").readBytes()

/** Reads a picture, and returns its text and what the document notes about it. */
private suspend fun read(patience: Long = 60_000, ocr: Ocr): String =
    Office.open(settings = Settings(limits = Limits(callbackMillis = patience)), ocr = ocr).use { office ->
        val read = office.documents.text(office.documents.add(Source.bytes("scan.png", SCAN)).id)
        (listOf(read.text) + read.notes.filter { it.code == "ocr_failed" }.map { it.message }).joinToString("\n").trim()
    }

/** Asserts that the document notes why its picture was not read. */
private suspend fun notes(vararg parts: String, patience: Long = 60_000, ocr: Ocr) {
    val read = read(patience, ocr)
    for (part in parts) holds(read.contains(part)) { "\"$read\" lacks \"$part\"" }
}

/** Components that the application brings, as they are and as they should not be. */
internal fun Tests.components() {
    test("a component gets typed arguments and may answer at once or later") {
        var seen = byteArrayOf()
        same(read { image, _, _ -> listOf(PAGE).also { seen = image } }, "Invoice")
        holds(seen.contentEquals(SCAN))
        same(read { _, _, _ -> delay(5).let { listOf(PAGE) } }, "Invoice")
    }

    test("what a component throws is noted, and nothing of it stops the core") {
        notes("out of credit") { _, _, _ -> throw LimitExceeded("out of credit") }
        notes("out of credit") { _, _, _ -> delay(1).let { throw LimitExceeded("out of credit") } }
        notes("IllegalStateException", "no engine") { _, _, _ -> error("no engine") }
        notes("StackOverflowError") { _, _, _ -> deep(0).let { emptyList() } }
        notes("Timed out") { _, _, _ -> withTimeout(1) { awaitCancellation() } }
    }

    test("an exception of ours keeps its kind on the way into the core") {
        val component = OcrAdapter { _, _, _ -> throw LimitExceeded("out of credit") }
        val arguments = NativeMessage("""{"image": 0, "languages": []}""".encodeToByteArray(), listOf(SCAN))
        val failed = fails<NativeFailure.Failed> { component.call("recognise", arguments) }
        same(listOf(failed.code, failed.reason, failed.retryable), listOf("limit_exceeded", "out of credit", false))
        same(fails<NativeFailure.Failed> { component.call("sing", arguments) }.code, "unsupported")
    }

    test("garbage from a component is refused") {
        notes("ClassCastException") { _, _, _ -> listOf<Any>("Invoice") as List<OcrPage> }
        notes("NullPointerException") { _, _, _ -> listOf<OcrPage?>(null) as List<OcrPage> }
        notes("something else than expected") { _, _, _ -> listOf(PAGE.copy(width = -4)) }
        notes("OcrWord.confidence: expected a finite number") { _, _, _ ->
            listOf(PAGE.copy(words = listOf(WORD.copy(confidence = Double.NaN))))
        }
    }

    test("a component that never answers costs no more than its time") {
        notes("callback_millis", patience = 50) { _, _, _ -> awaitCancellation() }
        val never = CountDownLatch(1)
        notes("callback_millis", patience = 50) { _, _, _ -> never.await().let { listOf(PAGE) } }
        never.countDown()
    }

    test("a component is told when nobody waits any more, and what it answers then is dropped") {
        val (called, told) = Pair(CompletableDeferred<Unit>(), CompletableDeferred<Unit>())
        val ocr = Ocr { _, _, _ ->
            called.complete(Unit)
            try {
                awaitCancellation()
            } finally {
                told.complete(Unit)
            }
        }
        val late = CompletableDeferred<Unit>()
        Office.open(ocr = ocr).use { office ->
            coroutineScope {
                val adding = launch { office.documents.add(Source.bytes("scan.png", SCAN)) }
                called.await()
                adding.cancel()
            }
            told.await()
            same(office.documents.all(), emptyList<Any>())
        }
        val blocked = CountDownLatch(1)
        val deaf = Ocr { _, _, _ ->
            late.complete(Unit)
            blocked.await()
            listOf(PAGE)
        }
        Office.open(ocr = deaf).use { office ->
            coroutineScope {
                val adding = launch { office.documents.add(Source.bytes("scan.png", SCAN)) }
                late.await()
                adding.cancel()
            }
            blocked.countDown()
            same(office.documents.all(), emptyList<Any>())
        }
    }

    test("a component may call the office that calls it") {
        lateinit var office: Office
        val ocr = Ocr { _, _, _ ->
            office.documents.add(Source.text("inner.txt", "A note."))
            listOf(PAGE)
        }
        office = Office.open(ocr = ocr)
        office.use {
            it.documents.add(Source.bytes("scan.png", SCAN))
            same(it.documents.all().size, 2)
        }
    }

    test("a hundred components that block do not keep each other from answering") {
        var count = 0
        val ocr = Ocr { _, _, _ ->
            java.lang.Thread.sleep(5)
            synchronized(WORD) { count++ }
            listOf(PAGE)
        }
        Office.open(ocr = ocr).use { office ->
            coroutineScope {
                repeat(100) { at -> launch { office.documents.add(Source.bytes("scan.png", SCAN, key = "$at")) } }
            }
            same(office.documents.all().size, 100)
        }
        same(count, 100)
    }
}

private fun deep(level: Int): Int = deep(level + 1) + 1
