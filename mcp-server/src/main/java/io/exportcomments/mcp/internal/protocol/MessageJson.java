package io.exportcomments.mcp.internal.protocol;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapperSupplier;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** JSON of messages, by Jackson; what goes out shows no secret. Thread-safe. */
public final class MessageJson implements McpJsonMapper {
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private final McpJsonMapper jackson = new JacksonMcpJsonMapperSupplier().get();
    private final SecretMask mask;

    /** JSON that hides what the mask hides. */
    public MessageJson(SecretMask mask) {
        this.mask = mask;
    }

    @Override
    public <T> T readValue(String content, Class<T> type) throws IOException {
        return jackson.readValue(content, type);
    }

    @Override
    public <T> T readValue(byte[] content, Class<T> type) throws IOException {
        return jackson.readValue(content, type);
    }

    @Override
    public <T> T readValue(String content, TypeRef<T> type) throws IOException {
        return jackson.readValue(content, type);
    }

    @Override
    public <T> T readValue(byte[] content, TypeRef<T> type) throws IOException {
        return jackson.readValue(content, type);
    }

    @Override
    public <T> T convertValue(Object value, Class<T> type) {
        return jackson.convertValue(value, type);
    }

    @Override
    public <T> T convertValue(Object value, TypeRef<T> type) {
        return jackson.convertValue(value, type);
    }

    @Override
    public String writeValueAsString(Object value) throws IOException {
        return mask.hide(jackson.writeValueAsString(value));
    }

    @Override
    public byte[] writeValueAsBytes(Object value) throws IOException {
        return writeValueAsString(value).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The text that bytes are.
     *
     * @throws CharacterCodingException if they are no UTF-8: with letters replaced, a URL would be another one
     */
    static String decoded(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    /** The message that bytes are; null if they are none. */
    @Nullable JSONRPCMessage message(byte[] bytes) {
        try {
            return message(decoded(bytes));
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** The message that a text is, which some programs begin with a byte order mark; null if it is none. */
    @Nullable JSONRPCMessage message(String text) {
        try {
            return McpSchema.deserializeJsonRpcMessage(
                    this, text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    /** A message, as the text that goes out. */
    String text(JSONRPCMessage message) {
        try {
            return writeValueAsString(message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The answer to a request that was not even begun. */
    String refusal(Object id, ProtocolError error) {
        return text(JSONRPCResponse.error(id, new JSONRPCResponse.JSONRPCError(error.code(), error.text(), null)));
    }
}
