package document

func isMarkdown(b []byte, declared string) bool { return false }

func readMarkdown(b []byte, declared contentType) (Document, error) { return Document{}, nil }
