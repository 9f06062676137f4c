package com.whitelabelcro.camel.importer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.whitelabelcro.camel.ledger.AccountMark;
import com.whitelabelcro.camel.ledger.ImportRowKey;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one JSON object strictly: no duplicate key, no NaN, nothing after it, no lone surrogate, and nothing that would need
 * much memory or time. Jackson's messages quote the text, so none of them is passed on.
 */
final class JsonRecord {

    /** The member that a failed file adds to each record; see {@link FailedFile}. It is never a field. */
    static final String FAILED = "_failed";

    /** Members of that member: the account and company that the record belongs to. */
    static final String ACCOUNT = "account";
    static final String COMPANY = "company";

    /** A member of that member: the record was sent and the ledger that would recognise it was lost. */
    static final String FORGOTTEN = "forgotten";

    private static final int DEEPEST = 32;
    private static final int LONGEST_NUMBER = 100;
    private static final int LONGEST_REASON = 500;
    private static final String SURROGATE = "holds half of a character (a lone surrogate)";

    private final String lifted;
    private final ObjectReader json = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(LONGEST_NUMBER)
                            .maxStringLength(LineReader.LIMIT)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .readerForMapOf(Object.class);

    JsonRecord() {
        this("");
    }

    /** @param lifted the member whose members are fields too; empty for none */
    JsonRecord(String lifted) {
        this.lifted = lifted;
    }

    /** The record that this text is, or a broken row that says at which character of the text it is not one. */
    InputRow read(long line, String text) {
        if (CharsetDecodingReader.isDamaged(text)) {
            return new InputRow.Broken(line, "holds bytes that do not fit the encoding of the file", CharsetDecodingReader.mended(text));
        }
        try {
            Map<String, Object> fields = json.readValue(text);
            if (fields == null) {
                return new InputRow.Broken(line, "is not a JSON object", text);
            }
            if (fields.size() > TableHeader.MOST_COLUMNS) {
                return new InputRow.Broken(line, "has more than " + TableHeader.MOST_COLUMNS + " keys", text);
            }
            String mistake = mistakeIn(fields);
            return mistake == null ? withoutFailure(line, lift(fields)) : new InputRow.Broken(line, mistake, text);
        } catch (StreamConstraintsException e) {
            return new InputRow.Broken(line, "is nested too deep, or holds a number too long to be read" + at(e), text);
        } catch (MismatchedInputException e) {
            boolean more = text.strip().startsWith("{");
            return new InputRow.Broken(line, more ? "holds more than one JSON object" : "is not a JSON object", text);
        } catch (JsonProcessingException e) {
            boolean duplicate = e.getOriginalMessage().startsWith("Duplicate field");
            return new InputRow.Broken(line, (duplicate ? "has a key twice" : "is not valid JSON") + at(e), text);
        }
    }

    /** A member at the top has precedence over one inside. */
    private Map<String, Object> lift(Map<String, Object> fields) {
        if (lifted.isEmpty() || !(fields.get(lifted) instanceof Map<?, ?> inside)) {
            return fields;
        }
        Map<String, Object> all = new LinkedHashMap<>(fields);
        inside.forEach((name, value) -> all.putIfAbsent((String) name, value));
        return all;
    }

    private static String at(JsonProcessingException e) {
        return e.getLocation() == null ? "" : ", at character " + Math.max(1, e.getLocation().getColumnNr());
    }

    private static String mistakeIn(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> CharsetDecodingReader.isDamaged((String) entry.getKey()) ? SURROGATE : mistakeIn(entry.getValue()))
                    .filter(mistake -> mistake != null)
                    .findFirst().orElse(null);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(JsonRecord::mistakeIn).filter(mistake -> mistake != null).findFirst().orElse(null);
        }
        if (value instanceof BigDecimal number && Double.isInfinite(number.doubleValue())) {
            return "holds a number that is out of range";
        }
        return value instanceof String text && CharsetDecodingReader.isDamaged(text) ? SURROGATE : null;
    }

    /** Restores a record of a failed file to its state before the failure; a broken one stays broken. */
    private static InputRow withoutFailure(long line, Map<String, Object> fields) {
        if (!fields.containsKey(FAILED)) {
            return new InputRow.Record(line, fields);
        }
        Map<String, Object> rest = new LinkedHashMap<>(fields);
        Object failure = rest.remove(FAILED);
        Map<?, ?> details = failure instanceof Map<?, ?> map ? map : Map.of();
        if (!rest.isEmpty()) {
            AccountMark owner = new AccountMark(text(details, ACCOUNT), text(details, COMPANY));
            return new InputRow.Record(line, rest, new ImportRowKey(text(details, "key"), text(details, "row"), "", owner),
                    Boolean.TRUE.equals(details.get(FORGOTTEN)));
        }
        String reason = details.containsKey("message") ? text(details, "message") : "holds no field";
        return new InputRow.Broken(line, reason.substring(0, Math.min(LONGEST_REASON, reason.length())), text(details, "raw"));
    }

    private static String text(Map<?, ?> details, String name) {
        return details.get(name) instanceof String text ? text : "";
    }
}
