package io.secretariat

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.runBlocking
import java.io.File

/**
 * Measures what the package adds to the core, after warming up, and prints it as JSON:
 *
 *     values_us        `values("…")` on a short text
 *     get_us           `documents.get`, one after the other
 *     get_parallel_us  the same, a hundred at a time
 *     rss_growth_mb    growth of the process's memory over so many further calls of each kind (default 100,000)
 */
fun main(arguments: Array<String>): Unit = runBlocking {
    val calls = arguments.firstOrNull()?.toInt() ?: 100_000
    Office.open().use { office ->
        val id = office.documents.add(Source.file("../../examples/files/lease-Speicherhof-3.pdf")).id
        val value: suspend (Int) -> Unit = { count -> repeat(count) { values("The rent of EUR 1,250.00 is due on 3 March 2026.") } }
        val get: suspend (Int) -> Unit = { count -> repeat(count) { office.documents.get(id).brief.deadlines[0].due } }
        val parallel: suspend (Int) -> Unit = { count ->
            repeat(count / 100) {
                coroutineScope { List(100) { async(Dispatchers.Default) { office.documents.get(id) } }.awaitAll() }
            }
        }
        val figures = listOf("values_us" to value, "get_us" to get, "get_parallel_us" to parallel).map { (name, work) ->
            work(20_000)
            name to micros(20_000, work)
        }
        val before = memory()
        value(calls)
        val middle = memory()
        get(calls)
        val end = memory()
        val growth = """{ "values": ${middle - before}, "get": ${end - middle} }"""
        val lines = figures.map { (name, number) -> "  \"$name\": %.1f".format(number) }
        println("{\n${lines.joinToString(",\n")},\n  \"calls\": $calls,\n  \"rss_growth_mb\": $growth\n}")
    }
}

/** The middle time of a call, over batches. */
private suspend fun micros(count: Int, work: suspend (Int) -> Unit): Double {
    val batch = count / 10
    val times = List(10) {
        val start = System.nanoTime()
        work(batch)
        (System.nanoTime() - start) / 1000.0 / batch
    }
    return times.sorted()[times.size / 2]
}

/** The resident memory of the process in MB, after what nobody holds is collected. */
private fun memory(): Long {
    repeat(3) {
        System.gc()
        java.lang.Thread.sleep(50)
    }
    val line = File("/proc/self/status").readLines().first { it.startsWith("VmRSS:") }
    return line.filter(Char::isDigit).toLong() / 1024
}
