package document

func isPDF(b []byte, declared string) bool { return false }

func readPDF(b []byte, declared contentType) (Document, error) { return Document{}, nil }
