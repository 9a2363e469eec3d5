package io.exportcomments.mock.centrifugo;

/** Centrifugo's client for JavaScript against the mock, in JSON. */
class CentrifugeJsJsonTest extends OfficialClientCases {

    CentrifugeJsJsonTest() {
        super(mock -> new CentrifugeJs(NodeFolder.installed(), "json", mock));
    }

    @Override
    boolean speaksProtobuf() {
        return false;
    }
}
