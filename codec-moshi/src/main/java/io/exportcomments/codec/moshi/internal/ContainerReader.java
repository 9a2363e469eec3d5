package io.exportcomments.codec.moshi.internal;

import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads an object or an array with all that is nested in it. It does not recurse, so that depth costs no stack; and
 * since Moshi's reader gives up at 255 levels, another reader takes over every {@value #LEVELS_OF_A_READER} levels.
 */
final class ContainerReader {
    private static final int LEVELS_OF_A_READER = 128;

    private static final int USUAL_FIELDS = 8;

    private final int deepest;
    private final @Nullable RepeatedNames names;
    private final Deque<Container> open = new ArrayDeque<>(8);
    /** How many fields the last outermost object had: the next one is likely to have as many. */
    private int expectedFields = USUAL_FIELDS;

    /**
     * A reader for one value after the other.
     *
     * @param deepest how many levels a value may have
     * @param names the names that its objects have in common; null if nobody knows of any
     */
    ContainerReader(int deepest, @Nullable RepeatedNames names) {
        this.deepest = deepest;
        this.names = names;
    }

    /** The object that comes next. */
    Map<String, @Nullable Object> object(JsonInput in) throws IOException {
        ObjectContainer object = new ObjectContainer(in, false, names, expectedFields);
        open(object);
        finish();
        expectedFields = object.fields.size();
        return object.fields();
    }

    /** The array that comes next. */
    List<@Nullable Object> array(JsonInput in) throws IOException {
        ArrayContainer array = new ArrayContainer(in, false);
        open(array);
        finish();
        return array.elements();
    }

    private void open(Container container) throws IOException {
        if (open.size() == deepest) {
            throw new MalformedJsonException("nested deeper than " + deepest + " levels");
        }
        container.begin();
        open.addLast(container);
    }

    /** Reads until the outermost container is closed. */
    private void finish() throws IOException {
        while (true) {
            Container container = open.getLast();
            if (container.hasNext()) {
                readNext(container);
                continue;
            }
            container.end();
            open.removeLast();
            if (open.isEmpty()) {
                return;
            }
            open.getLast().add(container.value());
        }
    }

    private void readNext(Container container) throws IOException {
        JsonReader.Token token = container.in.reader().peek();
        if (token == JsonReader.Token.BEGIN_OBJECT) {
            boolean own = open.size() % LEVELS_OF_A_READER == 0;
            open(new ObjectContainer(own ? container.in.nested() : container.in, own, names, USUAL_FIELDS));
        } else if (token == JsonReader.Token.BEGIN_ARRAY) {
            boolean own = open.size() % LEVELS_OF_A_READER == 0;
            open(new ArrayContainer(own ? container.in.nested() : container.in, own));
        } else {
            container.add(container.in.scalar());
        }
    }

    /** An object or array that is not closed yet. */
    private abstract static class Container {
        final JsonInput in;
        private final boolean ownInput;

        /**
         * A container.
         *
         * @param ownInput whether the input holds this container and nothing else
         */
        Container(JsonInput in, boolean ownInput) {
            this.in = in;
            this.ownInput = ownInput;
        }

        abstract void begin() throws IOException;

        /** Whether there is another value, which comes next. */
        abstract boolean hasNext() throws IOException;

        abstract void add(@Nullable Object value) throws MalformedJsonException;

        abstract void close() throws IOException;

        abstract Object value();

        final void end() throws IOException {
            close();
            if (ownInput) {
                in.end();
            }
        }
    }

    private static final class ObjectContainer extends Container {
        private final Map<String, @Nullable Object> fields;
        private final @Nullable RepeatedNames names;
        private String name = "";

        ObjectContainer(JsonInput in, boolean ownInput, @Nullable RepeatedNames names, int expectedFields) {
            super(in, ownInput);
            this.names = names;
            fields = new LinkedHashMap<>(expectedFields + expectedFields / 3 + 1);
        }

        @Override
        void begin() throws IOException {
            in.reader().beginObject();
        }

        @Override
        boolean hasNext() throws IOException {
            if (!in.reader().hasNext()) {
                return false;
            }
            name = names == null ? in.reader().nextName() : names.next(in.reader());
            return true;
        }

        @Override
        void add(@Nullable Object value) throws MalformedJsonException {
            int before = fields.size();
            fields.put(name, value);
            if (fields.size() == before) {
                throw JsonInput.duplicate(name);
            }
        }

        @Override
        void close() throws IOException {
            in.reader().endObject();
        }

        Map<String, @Nullable Object> fields() {
            return Collections.unmodifiableMap(fields);
        }

        @Override
        Object value() {
            return fields();
        }
    }

    private static final class ArrayContainer extends Container {
        private List<@Nullable Object> elements = Collections.emptyList();

        ArrayContainer(JsonInput in, boolean ownInput) {
            super(in, ownInput);
        }

        @Override
        void begin() throws IOException {
            in.reader().beginArray();
        }

        @Override
        boolean hasNext() throws IOException {
            return in.reader().hasNext();
        }

        @Override
        void add(@Nullable Object value) {
            if (elements.isEmpty()) {
                elements = new ArrayList<>();
            }
            elements.add(value);
        }

        @Override
        void close() throws IOException {
            in.reader().endArray();
        }

        List<@Nullable Object> elements() {
            return elements.isEmpty() ? elements : Collections.unmodifiableList(elements);
        }

        @Override
        Object value() {
            return elements();
        }
    }
}
