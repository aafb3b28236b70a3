package io.secretariat

import com.google.gson.JsonObject
import com.google.gson.JsonParser
import java.lang.reflect.Modifier
import kotlin.io.path.readText

/** That nothing of the surface is missing. */
internal fun Tests.surface() {
    val surface = JsonParser.parseString(ROOT.resolve("conformance/surface.json").readText()).asJsonObject

    test("the package has every call of the surface where the surface says") {
        for (call in surface["calls"].asJsonArray) {
            val name = call.asJsonObject["name"].asString
            val owner = name.substringBefore(".", "")
            val holder = when {
                owner.isEmpty() -> Class.forName("io.secretariat.ApiKt")
                owner[0].isUpperCase() -> Class.forName("io.secretariat.$owner")
                else -> Office::class.java.getMethod("get${camel(owner).replaceFirstChar(Char::uppercase)}").returnType
            }
            // Values of value classes mark the names of methods, as in `get-EqQsE3w`.
            val own = camel(name.substringAfter(".")).replace("equals", "isEqualTo")
            holds(holder.methods.any { it.name.substringBefore("-") == own }) { "$holder lacks $own" }
        }
    }

    test("the package has every view of the surface") {
        for (view in surface["views"].asJsonArray) {
            val own = camel(view.asJsonObject["name"].asString)
            holds(Office::class.java.methods.any { it.name.substringBefore("-") == own }) { "Office lacks $own" }
        }
    }

    test("the package has every type, with the fields of its schema") {
        for ((name, schema) in surface["types"].asJsonObject.entrySet()) {
            val made = Class.forName("io.secretariat.$name")
            schema.asJsonObject["properties"]?.asJsonObject?.let { fields(made, it) }
            for (variant in schema.asJsonObject["oneOf"]?.asJsonArray?.map { it.asJsonObject }.orEmpty()) {
                val members = variant["properties"]?.asJsonObject ?: continue
                val tag = camel(members["type"].asJsonObject["const"].asString).replaceFirstChar(Char::uppercase)
                fields(Class.forName("io.secretariat.$name$$tag"), members.apply { remove("type") })
            }
            val words = schema.asJsonObject["oneOf"]?.asJsonArray?.mapNotNull { it.asJsonObject["const"]?.asString }.orEmpty()
            val own = made.enumConstants.orEmpty().map(Any::toString)
            holds(own.containsAll(words)) { "$name: $own lacks some of $words" }
        }
    }

    test("every kind of error has a class that keeps it") {
        val classes = SecretariatException::class.java.classes.filter { SecretariatException::class.java.isAssignableFrom(it) }
        holds(surface["errors"].asJsonArray.size() == classes.size)
        for (row in surface["errors"].asJsonArray.map { it.asJsonObject }) {
            val made = SecretariatException.of(row["code"].asString, "words", row["retryable"].asBoolean)
            same(made.code.wire, row["code"].asString)
            same("${made.javaClass.simpleName}Error", row["python_class"].asString)
            same(made.message, "words")
            same(made.httpStatus, row["http_status"].asInt)
            val direct = made.javaClass.constructors.single { Modifier.isPublic(it.modifiers) && it.parameterCount == 2 }
            same((direct.newInstance("a", row["retryable"].asBoolean) as SecretariatException).retryable, row["retryable"].asBoolean)
        }
    }

    test("every component is an interface with the methods of the surface") {
        for (row in surface["callbacks"].asJsonArray.map { it.asJsonObject }) {
            val component = Class.forName("io.secretariat.${row["name"].asString}")
            holds(component.isInterface && component.methods.any { it.name == camel(row["method"].asString) }) { "$row" }
        }
    }
}

private fun fields(made: Class<*>, members: JsonObject) {
    for (member in members.keySet()) {
        // On the JVM the getter of `isSound` has that name itself.
        val own = camel(member)
        val getter = if (own.matches(Regex("is[A-Z].*"))) own else "get${own.replaceFirstChar(Char::uppercase)}"
        holds(made.methods.any { it.name.substringBefore("-") == getter }) { "${made.name} lacks $member" }
    }
}

private fun camel(name: String): String = name.replace(Regex("_(.)")) { it.groupValues[1].uppercase() }
