package io.secretariat

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.async
import kotlinx.coroutines.completeWith
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.withTimeout
import kotlin.coroutines.Continuation
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.startCoroutine

private val LONG = "$NOTE\n\n".repeat(20_000)

/** Cancelling a coroutine reaches the core. */
internal fun Tests.cancelling() {
    test("cancelling a coroutine stops the call and leaves the office usable") {
        Office.open().use { office ->
            fails<TimeoutCancellationException> { withTimeout(1) { office.documents.add(Source.text("long.txt", LONG)) } }
            same(office.documents.all(), emptyList<Any>())
            fails<TimeoutCancellationException> { withTimeout(1) { parse(LONG.encodeToByteArray(), "long.txt") } }
            same(office.documents.add(Source.text("note.txt", NOTE)).name, "note.txt")
        }
    }

    test("a coroutine that was cancelled before the call leaves nothing behind") {
        Office.open().use { office ->
            coroutineScope {
                val adding = async(Dispatchers.Default, CoroutineStart.UNDISPATCHED) {
                    coroutineContext[kotlinx.coroutines.Job]!!.cancel()
                    office.documents.add(Source.text("long.txt", LONG))
                }
                fails<CancellationException> { adding.await() }
            }
            delay(200)
            same(office.documents.all(), emptyList<Any>())
        }
    }

    test("to stop following or waiting does not stop the job; to cancel it does") {
        Office.open().use { office ->
            val job = office.documents.submit(listOf(Source.text("note.txt", NOTE)))
            job.events().first()
            coroutineScope {
                val waiting = launch(start = CoroutineStart.UNDISPATCHED) { job.await() }
                waiting.cancel()
            }
            same(job.await().size, 1)
            val long = office.documents.submit(List(50) { Source.text("long-$it.txt", "$LONG $it") })
            long.cancel()
            fails<SecretariatException.Unavailable> { long.await() }
            long.events().toList()
            holds(office.documents.all().size < 51)
        }
    }

    test("a coroutine without a dispatcher does not go on in a thread of the core") {
        for (context in listOf(EmptyCoroutineContext, Dispatchers.Unconfined)) {
            val name = CompletableDeferred<String>()
            suspend { Office.open().use { it.documents.all() }.let { java.lang.Thread.currentThread().name } }
                .startCoroutine(Continuation(context) { name.completeWith(it) })
            same(name.await().substringBefore("-"), "DefaultDispatcher")
        }
    }

    test("an office that is closed anyway closes in a cancelled coroutine") {
        val opened = CompletableDeferred<Office>()
        coroutineScope {
            val work = launch {
                Office.open().use { office ->
                    opened.complete(office)
                    delay(60_000)
                }
            }
            opened.await()
            work.cancel()
        }
        fails<SecretariatException.InvalidInput>("closed") { opened.await().documents.all() }
    }
}
