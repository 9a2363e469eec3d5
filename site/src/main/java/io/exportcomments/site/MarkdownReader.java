package io.exportcomments.site;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** Reads documents, and makes pages of them. */
final class MarkdownReader {
    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());

    private final Parser parser = Parser.builder().extensions(EXTENSIONS).build();
    private final SourceTree tree;
    private final Set<String> documents;
    private final Consumer<String> problems;
    private final Set<String> files = new LinkedHashSet<>();

    MarkdownReader(SourceTree tree, List<String> documents, Consumer<String> problems) {
        this.tree = tree;
        this.documents = Set.copyOf(documents);
        this.problems = problems;
    }

    /** The files of the repository that the pages that were read need beside them. */
    Set<String> files() {
        return Set.copyOf(files);
    }

    SitePage read(String document) throws IOException {
        Node node = parser.parse(tree.read(document));
        List<PageSection> sections = PageSection.of(node);
        if (sections.isEmpty() || sections.get(0).level() != 1) {
            throw new IOException(document + " does not begin with a title");
        }
        DocumentLinks links = new DocumentLinks(tree, documents, document, problems);
        Map<Node, String> anchors = anchors(node, sections);
        node.accept(new PageChanges(document, links, anchors));
        files.addAll(links.files());
        return new SitePage(document, html(node, anchors), sections, links.linked());
    }

    private static String html(Node node, Map<Node, String> anchors) {
        return HtmlRenderer.builder()
                .extensions(EXTENSIONS)
                .attributeProviderFactory(context -> (part, tag, attributes) -> {
                    String anchor = anchors.get(part);
                    if (anchor != null) {
                        attributes.put("id", anchor);
                    }
                })
                .build()
                .render(node);
    }

    private static Map<Node, String> anchors(Node document, List<PageSection> sections) {
        Map<Node, String> anchors = new HashMap<>();
        int next = 0;
        for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Heading) {
                anchors.put(node, sections.get(next++).anchor());
            }
        }
        return anchors;
    }

    private static HtmlBlock block(String html) {
        HtmlBlock block = new HtmlBlock();
        block.setLiteral(html);
        return block;
    }

    /** What a page has otherwise than its document. */
    private final class PageChanges extends AbstractVisitor {
        private final String document;
        private final DocumentLinks links;
        private final Map<Node, String> anchors;
        private String section = "";

        PageChanges(String document, DocumentLinks links, Map<Node, String> anchors) {
            this.document = document;
            this.links = links;
            this.anchors = anchors;
        }

        @Override
        public void visit(Heading heading) {
            section = PlainText.of(heading);
            visitChildren(heading);
            String anchor = anchors.get(heading);
            if (heading.getLevel() > 1 && anchor != null) {
                HtmlInline link = new HtmlInline();
                link.setLiteral("<a class=\"anchor\" href=\"#" + anchor + "\" aria-label=\"Link to: "
                        + Markup.escape(section) + "\">#</a>");
                heading.appendChild(link);
            }
        }

        @Override
        public void visit(Link link) {
            link.setDestination(links.page(link.getDestination()));
            visitChildren(link);
        }

        @Override
        public void visit(Image image) {
            image.setDestination(links.picture(image.getDestination()));
            if (PlainText.of(image).isEmpty()) {
                problems.accept(document + " has a picture without words: " + image.getDestination());
            }
        }

        @Override
        public void visit(FencedCodeBlock listing) {
            String language = listing.getInfo() == null ? "" : listing.getInfo();
            String diagram = language.equals("mermaid") ? StateDiagram.html(listing.getLiteral()) : null;
            String html = diagram != null
                    ? diagram
                    : "<pre tabindex=\"0\"><code>" + CodeColors.html(language, listing.getLiteral()) + "</code></pre>";
            listing.insertBefore(block(html));
            listing.unlink();
        }

        /** A table may be wider than a phone: it is scrolled on its own. */
        @Override
        public void visit(CustomBlock block) {
            visitChildren(block);
            if (block instanceof TableBlock) {
                block.insertBefore(block("<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"Table: "
                        + Markup.escape(section) + "\">"));
                block.insertAfter(block("</div>"));
                Node head = block.getFirstChild();
                if (head instanceof TableHead && PlainText.of(head).isEmpty()) {
                    head.unlink();
                }
            }
        }

        @Override
        public void visit(HtmlBlock html) {
            if (html.getLiteral().startsWith("<!--")) {
                html.unlink();
            } else {
                problems.accept(document + " has HTML, which is not made to a page: " + html.getLiteral());
            }
        }

        @Override
        public void visit(HtmlInline html) {
            problems.accept(document + " has HTML, which is not made to a page: " + html.getLiteral());
        }
    }
}
