package io.secretariat

import com.google.gson.JsonArray
import com.google.gson.JsonElement
import com.google.gson.JsonObject
import com.google.gson.JsonParser
import com.google.gson.JsonPrimitive
import java.util.Base64
import kotlin.io.path.readBytes
import kotlin.io.path.readText

/** Runs the vectors of `conformance/` through the typed face; see its README. */
internal fun Tests.vectors() {
    val home = ROOT.resolve("conformance").toFile()
    val files = home.walk().filter { it.extension == "json" && it.name != "surface.json" }.sorted().toList()
    for (file in files) {
        val vector = JsonParser.parseString(file.readText()).asJsonObject
        test("${file.relativeTo(home)}: ${vector["why"]}") { check(vector) }
    }
    test("there are enough vectors") { holds(files.size >= 100) { "only ${files.size}" } }
}

private suspend fun check(vector: JsonObject) {
    val error = vector["error"]?.asJsonObject ?: return same(bare(outcome(vector)), bare(vector["expect"]))
    val thrown = fails<SecretariatException>(error["message"]?.asString.orEmpty()) { outcome(vector) }
    same(thrown.code.wire, error["code"].asString)
}

private suspend fun outcome(vector: JsonObject): JsonElement? {
    val options = vector["options"]?.asJsonObject ?: JsonObject()
    if (!options.has("settings")) options.add("settings", JsonObject())
    (options["settings"] as? JsonObject)?.let { if (!it.has("parallel")) it.addProperty("parallel", 1) }
    if (!options.has("replay")) options.add("replay", JsonParser.parseString("""{ "now": "2026-03-02T09:00:00Z", "seed": 7 }"""))
    val read = Read(options).apply { only("folder", "settings", "replay", "audit_key") }
    val key = read["audit_key"].optional(Read::text)
    val opened = Office.open(read["folder"].optional(Read::text), readSettings(read["settings"]), readReplay(read["replay"]), key)
    return opened.use { office ->
        val known = HashMap<String, JsonElement>()
        for (step in vector["before"]?.asJsonArray?.map { it.asJsonObject }.orEmpty()) {
            run(office, step, known)?.let { known[step["as"]?.asString.orEmpty()] = it }
        }
        run(office, vector, known)
    }
}

/** Returns the office in the workspace and for the actor of a step. */
private fun seen(office: Office, step: JsonObject, known: Map<String, JsonElement>): Office {
    fun named(view: String) = step[view]?.let { fill(it, known, ArrayList()).asString }
    val there = named("workspace")?.let { office.workspace(WorkspaceId(it)) } ?: office
    return named("acting_as")?.let { there.actingAs(it) } ?: there
}

private suspend fun run(office: Office, step: JsonObject, known: Map<String, JsonElement>): JsonElement? {
    val buffers = ArrayList<ByteArray>()
    val given = fill(step["given"] ?: JsonObject(), known, buffers)
    val result = dispatch(seen(office, step, known), step["call"].asString, Read(given, buffers))
    val select = step["select"] ?: return result
    if (!select.isJsonArray) return part(result, select.asString.split("/").drop(1))
    return JsonArray().apply { for (one in select.asJsonArray) add(part(result, one.asString.split("/").drop(1))) }
}

private fun part(json: JsonElement?, steps: List<String>): JsonElement? = steps.fold(json) { at, step ->
    val name = step.replace("~1", "/").replace("~0", "~")
    if (at is JsonArray) at.asList().getOrNull(name.toInt()) else (at as? JsonObject)?.get(name)
}

/** Puts earlier results and bytes where a vector names them. */
private fun fill(json: JsonElement, known: Map<String, JsonElement>, buffers: MutableList<ByteArray>): JsonElement {
    if (json is JsonArray) return JsonArray().apply { json.forEach { add(fill(it, known, buffers)) } }
    if (json is JsonPrimitive && json.isString && json.asString.matches(Regex("\\{[\\w.]+}"))) {
        val steps = json.asString.trim('{', '}').split(".")
        return known[steps[0]]?.let { fill(part(it, steps.drop(1))!!, emptyMap(), buffers) } ?: json
    }
    if (json !is JsonObject) return json
    json["\$repeat"]?.asJsonArray?.let { return JsonPrimitive(it[0].asString.repeat(it[1].asInt)) }
    val bytes = json["\$file"]?.let { ROOT.resolve(it.asString).readBytes() }
        ?: json["\$bytes"]?.let { Base64.getDecoder().decode(it.asString) } ?: json["\$utf8"]?.asString?.encodeToByteArray()
    if (bytes != null) return JsonPrimitive(buffers.size).also { buffers.add(bytes) }
    return JsonObject().apply { json.entrySet().forEach { (name, item) -> add(name, fill(item, known, buffers)) } }
}

/** Drops members that are null: an absent member and null are the same. */
private fun bare(json: JsonElement?): JsonElement? = when (json) {
    is JsonArray -> JsonArray().apply { json.forEach { add(bare(it)) } }
    is JsonObject -> JsonObject().apply { json.entrySet().forEach { (name, item) -> if (!item.isJsonNull) add(name, bare(item)) } }
    else -> json?.takeIf { !it.isJsonNull }
}
