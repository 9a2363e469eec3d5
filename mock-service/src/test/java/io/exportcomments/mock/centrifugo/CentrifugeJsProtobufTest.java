package io.exportcomments.mock.centrifugo;

/** Centrifugo's client for JavaScript against the mock, in protobuf. */
class CentrifugeJsProtobufTest extends OfficialClientCases {

    CentrifugeJsProtobufTest() {
        super(mock -> new CentrifugeJs(NodeFolder.installed(), "protobuf", mock));
    }

    @Override
    boolean speaksProtobuf() {
        return true;
    }
}
